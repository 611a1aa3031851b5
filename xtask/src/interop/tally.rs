//! How many checks there were, and whether that is as many as there have to be.

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

/// How many checks each client has to tell of, for each service.
const EXPECTED: [(&str, [usize; 5]); 5] = [
    ("rest", [19, 10, 11, 12, 16]),
    ("connect", [8, 7, 7, 7, 13]),
    ("es", [14, 12, 12, 10, 18]),
    ("call", [7, 7, 8, 6, 8]),
    ("rust", [3, 3, 2, 1, 3]),
];

/// What was told of checks.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// How many checks of a client and a service there were.
    checks: BTreeMap<(String, String), usize>,
    failed: usize,
    /// The clients that were to be run.
    expected: BTreeSet<String>,
    /// The clients whose program has failed.
    broken: BTreeSet<String>,
}

impl Tally {
    /// Notes that a client is run.
    pub(super) fn expect(&mut self, client: &str) {
        self.expected.insert(client.to_owned());
    }

    /// Notes that the program of a client has failed.
    pub(super) fn fail(&mut self, client: &str) {
        self.broken.insert(client.to_owned());
    }

    /// Reads a line: verdict, client, and an RPC with its service. Other lines tell more of a
    /// check and are for people.
    pub(super) fn line(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        let verdict = words.next().filter(|word| line.starts_with(word));
        let (Some(verdict @ ("ok" | "FAILED")), Some(client), Some(rpc)) =
            (verdict, words.next(), words.next())
        else {
            return;
        };
        let service = rpc.split('/').next().unwrap_or(rpc);
        *self.checks.entry((client.to_owned(), service.to_owned())).or_default() += 1;
        self.failed += usize::from(verdict == "FAILED");
    }

    /// Everything that is not as it has to be.
    pub(super) fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        if self.failed > 0 {
            gaps.push(format!("{} checks have failed", self.failed));
        }
        for client in &self.broken {
            gaps.push(format!("the program of `{client}` has ended with an error"));
        }
        let mut rest = self.checks.clone();
        for (client, counts) in EXPECTED.iter().filter(|(name, _)| self.expected.contains(*name)) {
            for (service, expected) in SERVICES.iter().zip(counts) {
                let place = ((*client).to_owned(), (*service).to_owned());
                let found = rest.remove(&place).unwrap_or_default();
                if found != *expected {
                    gaps.push(format!(
                        "`{client}` has made {found} checks of {service} instead of {expected}; \
                         `xtask/src/interop/tally.rs` says how many there are"
                    ));
                }
            }
        }
        let unknown = rest
            .keys()
            .map(|(client, service)| format!("nobody expects checks of {service} by `{client}`"));
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

    /// A tally of all the checks that a client has to make.
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
    fn what_is_complete_has_no_gaps() {
        for (client, counts) in EXPECTED {
            let tally = complete(client);
            assert_eq!(tally.gaps(), Vec::<String>::new());
            let total: usize = counts.iter().sum();
            assert!(tally.to_string().ends_with(&format!("\n{total} checks, 0 failed")));
        }
    }

    #[test]
    fn every_client_sees_every_service() {
        for (client, counts) in EXPECTED {
            assert!(counts.iter().all(|count| *count > 0), "{client}");
        }
    }

    #[test]
    fn a_check_that_is_lost_or_new_is_a_gap() {
        let mut tally = complete("es");
        tally.line("ok     es       UserService/GetUser: one more");
        let gaps = tally.gaps();
        assert_eq!(gaps.len(), 1, "{gaps:?}");
        assert!(gaps[0].starts_with("`es` has made "), "{gaps:?}");
        assert!(gaps[0].contains(" checks of UserService instead of "), "{gaps:?}");

        let mut tally = Tally::default();
        tally.expect("rest");
        assert_eq!(tally.gaps().len(), SERVICES.len());
    }

    #[test]
    fn a_failure_is_a_gap() {
        let mut tally = complete("call");
        tally.line("FAILED call     UserService/GetUser: it holds");
        tally.line("        FAILED call UserService/GetUser: what a side said");
        tally.line("ok");
        tally.line("");
        assert_eq!(tally.gaps().first().unwrap(), "1 checks have failed");
        tally.fail("call");
        assert!(tally.gaps().contains(&"the program of `call` has ended with an error".to_owned()));
    }

    #[test]
    fn checks_that_nobody_knows_are_a_gap() {
        let mut tally = complete("rust");
        tally.line("ok     rust     TeamService/GetTeam: it holds");
        tally.line("ok     other    UserService/GetUser: it holds");
        let unknown = |client: &str, service: &str| {
            format!("nobody expects checks of {service} by `{client}`")
        };
        assert_eq!(tally.gaps(), [unknown("other", "UserService"), unknown("rust", "TeamService")]);
    }
}
