//! Counts of the answered and the skipped tests, by kind.

use std::collections::BTreeMap;
use std::fmt;

use protobuf_conformance::conformance_request::Payload;
use protobuf_conformance::conformance_response::Result_ as Outcome;
use protobuf_conformance::{ConformanceRequest, ConformanceResponse, WireFormat};

/// The counts of a run.
#[derive(Debug, Default)]
pub(crate) struct Tally(BTreeMap<String, Counts>);

#[derive(Debug, Default)]
struct Counts {
    answered: usize,
    skipped: usize,
}

impl Tally {
    /// Counts a test. The request for the list of failures has no format, and is none.
    pub(crate) fn count(&mut self, request: &ConformanceRequest, response: &ConformanceResponse) {
        let input = match &request.payload {
            Some(Payload::ProtobufPayload(_)) => "binary",
            Some(Payload::JsonPayload(_)) => "JSON",
            Some(Payload::JspbPayload(_)) => "JSPB",
            Some(Payload::TextPayload(_)) => "text",
            _ => "nothing",
        };
        let output = match request.requested_output_format {
            WireFormat::Protobuf => "binary",
            WireFormat::Json => "JSON",
            WireFormat::Jspb => "JSPB",
            WireFormat::TextFormat => "text",
            _ => return,
        };
        let name = request.message_type.rsplit('.').next().unwrap_or_default();
        let counts = self.0.entry(format!("{name} from {input} to {output}")).or_default();
        match response.result {
            Some(Outcome::Skipped(_)) => counts.skipped += 1,
            _ => counts.answered += 1,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, Counts { answered, skipped }) in &self.0 {
            writeln!(f, "{kind}: {answered} answered, {skipped} skipped")?;
        }
        Ok(())
    }
}
