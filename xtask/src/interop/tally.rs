//! Counts checks and compares the counts with the expected ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The services, in the order of the numbers below.
const SERVICES: [&str; 5] = [
    "OrganizationService",
    "UserService",
    "RunnerService",
    "RunnerConfigurationService",
    "ProjectService",
];

/// The number of checks of each client, for each service.
const EXPECTED: [(&str, [usize; 5]); 10] = [
    ("rest", [19, 10, 11, 12, 16]),
    ("connect", [8, 7, 7, 7, 12]),
    ("binary", [35, 9, 16, 16, 16]),
    ("grpc", [35, 9, 16, 16, 20]),
    ("es", [14, 14, 14, 10, 17]),
    ("es-binary", [35, 9, 16, 16, 16]),
    ("buf", [3, 3, 3, 3, 6]),
    ("grpcurl", [3, 3, 3, 3, 6]),
    ("call", [7, 7, 8, 6, 8]),
    ("rust", [3, 3, 2, 1, 3]),
];

/// The checks reported so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// The number of checks by client and service.
    checks: BTreeMap<(String, String), usize>,
    failed: usize,
    /// The clients that are run.
    expected: BTreeSet<String>,
    /// The clients whose program failed.
    broken: BTreeSet<String>,
}

impl Tally {
    /// Records that a client is run.
    pub(super) fn expect(&mut self, client: &str) {
        self.expected.insert(client.to_owned());
    }

    /// Records that the program of a client failed.
    pub(super) fn fail(&mut self, client: &str) {
        self.broken.insert(client.to_owned());
    }

    /// Parses a line: verdict, client, and a service with or without an RPC. Other lines are details for
    /// people.
    pub(super) fn line(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        let verdict = words.next().filter(|word| line.starts_with(word));
        let (Some(verdict @ ("ok" | "FAILED")), Some(client), Some(rpc)) =
            (verdict, words.next(), words.next())
        else {
            return;
        };
        let service = rpc.split(['/', ':']).next().unwrap_or(rpc);
        *self.checks.entry((client.to_owned(), service.to_owned())).or_default() += 1;
        self.failed += usize::from(verdict == "FAILED");
    }

    /// All differences from the expected checks.
    pub(super) fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        if self.failed > 0 {
            gaps.push(format!("{} checks failed", self.failed));
        }
        for client in &self.broken {
            gaps.push(format!("the program of `{client}` failed"));
        }
        let mut rest = self.checks.clone();
        for (client, counts) in EXPECTED.iter().filter(|(name, _)| self.expected.contains(*name)) {
            for (service, expected) in SERVICES.iter().zip(counts) {
                let key = ((*client).to_owned(), (*service).to_owned());
                let found = rest.remove(&key).unwrap_or_default();
                if found != *expected {
                    gaps.push(format!(
                        "`{client}` made {found} checks of {service} instead of {expected}; the \
                         expected counts are in `xtask/src/interop/tally.rs`"
                    ));
                }
            }
        }
        let unknown = rest
            .keys()
            .map(|(client, service)| format!("unexpected checks of {service} by `{client}`"));
        gaps.extend(unknown);
        gaps
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for client in &self.expected {
            let counts = SERVICES.map(|service| {
                let count = self.checks.get(&(client.clone(), service.to_owned()));
                format!("{service} {}", count.copied().unwrap_or_default())
            });
            writeln!(f, "{client:8} {}", counts.join(", "))?;
        }
        let total: usize = self.checks.values().sum();
        write!(f, "{total} checks, {} failed", self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tally with all the checks of a client.
    fn complete(client: &str) -> Tally {
        let mut tally = Tally::default();
        tally.expect(client);
        let (_, counts) = EXPECTED.iter().find(|(name, _)| *name == client).unwrap();
        for (service, count) in SERVICES.iter().zip(counts) {
            for _ in 0..*count {
                tally.line(&format!("ok     {client:8} {service}/Get: it holds"));
            }
        }
        tally
    }

    #[test]
    fn complete_tallies_have_no_gaps() {
        for (client, counts) in EXPECTED {
            let tally = complete(client);
            assert_eq!(tally.gaps(), Vec::<String>::new());
            let total: usize = counts.iter().sum();
            assert!(tally.to_string().ends_with(&format!("\n{total} checks, 0 failed")));
        }
    }

    #[test]
    fn every_client_checks_every_service() {
        for (client, counts) in EXPECTED {
            assert!(counts.iter().all(|count| *count > 0), "{client}");
        }
    }

    #[test]
    fn missing_and_additional_checks_are_gaps() {
        let mut tally = complete("es");
        tally.line("ok     es       UserService/GetUser: one more");
        let gaps = tally.gaps();
        assert_eq!(gaps.len(), 1, "{gaps:?}");
        assert!(gaps[0].starts_with("`es` made "), "{gaps:?}");
        assert!(gaps[0].contains(" checks of UserService instead of "), "{gaps:?}");

        let mut tally = Tally::default();
        tally.expect("rest");
        assert_eq!(tally.gaps().len(), SERVICES.len());
    }

    #[test]
    fn a_failure_is_a_gap() {
        let mut tally = complete("call");
        tally.line("FAILED call     UserService/GetUser: it holds");
        tally.line("        FAILED call UserService/GetUser: details");
        tally.line("ok");
        tally.line("");
        assert_eq!(tally.gaps().first().unwrap(), "1 checks failed");
        tally.fail("call");
        assert!(tally.gaps().contains(&"the program of `call` failed".to_owned()));
    }

    #[test]
    fn unexpected_checks_are_gaps() {
        let mut tally = complete("rust");
        tally.line("ok     rust     TeamService/GetTeam: it holds");
        tally.line("ok     other    UserService/GetUser: it holds");
        let unknown =
            |client: &str, service: &str| format!("unexpected checks of {service} by `{client}`");
        assert_eq!(tally.gaps(), [unknown("other", "UserService"), unknown("rust", "TeamService")]);
    }
}
