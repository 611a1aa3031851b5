//! The generated client and the generated server, joined by a socket.

mod deadlines;
mod errors;
mod load;
mod mock;
mod paging;
mod rejections;
mod retries;
mod values;
