//! Depends on reqwest with rustls, as the HTTP client of the bindings does on hyper, so that its build can be measured.

pub use reqwest;
