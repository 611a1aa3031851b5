//! Depends on reqwest with the features of the bindings, so that its build can be measured.

pub use reqwest;
