//! A message of a type, a style and a seed.

use gitpod_api::runtime::rpc::MessageType;
use gitpod_api::types::MESSAGES;
use gitpod_api::{Message, Sampler};

use crate::document::{self, canonical};

/// The end of the enum values that the sampler knows by name alone.
const UNKNOWN_NAME: &str = "_FROM_TOMORROW\"";

/// The number of an enum value that no enum has.
const UNKNOWN_NUMBER: &str = "123456789";

/// How the sampler makes a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Filled,
    Arbitrary,
}

/// The type, style and seed of a message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case {
    pub(crate) of: &'static MessageType,
    pub(crate) style: Style,
    pub(crate) seed: u64,
}

impl Case {
    /// Calls `check` with several messages of every type, and prints the case that fails.
    pub(crate) fn each(check: impl Fn(Self, Box<dyn Message>)) {
        for of in MESSAGES {
            for seed in 0..seeds() {
                for style in [Style::Filled, Style::Arbitrary] {
                    let case = Self { of, style, seed };
                    let _report = ReportOnPanic(case);
                    check(case, case.message());
                }
            }
        }
    }

    /// The message with unknown numbers for enum values that are known by name alone, which binary cannot
    /// express.
    pub(crate) fn numbered(self) -> Box<dyn Message> {
        let mut json = canonical(&*self.message());
        while let Some(at) = json.find(UNKNOWN_NAME) {
            let start = json[..at].rfind('"').expect("a name has quotes");
            json.replace_range(start..at + UNKNOWN_NAME.len(), UNKNOWN_NUMBER);
        }
        document::read(self.of, json.as_bytes()).expect("numbers are enum values")
    }

    pub(crate) fn message(self) -> Box<dyn Message> {
        let mut message = self.of.new_message();
        let mut sampler = Sampler::new(self.seed);
        match self.style {
            Style::Filled => sampler.fill(&mut *message),
            Style::Arbitrary => sampler.vary(&mut *message),
        }
        message
    }
}

/// The number of seeds for each type. Defaults to 8; set `PROPERTY_SEEDS` for another.
fn seeds() -> u64 {
    std::env::var("PROPERTY_SEEDS").map_or(8, |seeds| seeds.parse().expect("a number of seeds"))
}

/// Prints the case when the check panics.
struct ReportOnPanic(Case);

impl Drop for ReportOnPanic {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let Case { of, style, seed } = self.0;
            eprintln!("with the message {} of {style:?} seed {seed}", of.name());
        }
    }
}
