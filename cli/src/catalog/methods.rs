//! RPCs by name.

use gitpod_api::methods::SERVICES;
use gitpod_api::runtime::rpc::MethodDescriptor;

use super::nearest::{Known, nearest};
use super::short;

/// Every RPC, in the order of the schema.
pub(crate) fn all() -> impl Iterator<Item = &'static MethodDescriptor> {
    SERVICES.iter().flat_map(|service| service.methods().iter().copied())
}

/// The name of an RPC with its package, such as `acme.v1.BookService/GetBook`.
pub(crate) fn full_name(of: &MethodDescriptor) -> &'static str {
    of.path().trim_start_matches('/')
}

/// The name of an RPC without the package.
pub(crate) fn short_name(of: &MethodDescriptor) -> &'static str {
    short(full_name(of))
}

/// Finds an RPC by its path, with or without the leading slash and the package, or by its
/// documented name.
pub(crate) fn find(name: &str) -> Option<&'static MethodDescriptor> {
    let path = name.strip_prefix('/').unwrap_or(name);
    all().find(|of| {
        full_name(of) == path || short_name(of) == path || of.documented_name() == Some(name)
    })
}

/// The names of up to three RPCs that are most similar to an unknown name, in the form of that
/// name.
pub(crate) fn similar(name: &str) -> Vec<&'static str> {
    let typed = name.strip_prefix('/').unwrap_or(name);
    nearest(typed, all().flat_map(known), 3)
}

fn known(of: &'static MethodDescriptor) -> impl Iterator<Item = Known<'static>> {
    let short = short_name(of);
    let documented = of.documented_name();
    let all = [
        Some((short, 1.0, short)),
        documented.map(|documented| (documented, 1.0, documented)),
        // Users often leave the service out.
        Some((of.name(), 0.9, short)),
    ];
    let all = all.into_iter().flatten();
    all.map(|(name, weight, suggested)| Known { name, weight, suggested })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rpc_is_found_by_all_of_its_names() {
        assert!(all().count() > 50);
        for of in all() {
            let (full, short) = (full_name(of), short_name(of));
            let names = [full, short, of.documented_name().unwrap_or(full)].map(str::to_owned);
            for name in names.into_iter().chain([of.path().to_owned(), format!("/{short}")]) {
                assert_eq!(find(&name).map(MethodDescriptor::path), Some(of.path()), "{name}");
            }
        }
        for name in ["", "/", "//", of_first_without_method(), "projects", "gitpod.v1./"] {
            assert!(find(name).is_none(), "{name}");
        }
    }

    fn of_first_without_method() -> &'static str {
        all().next().unwrap().service()
    }

    #[test]
    fn misspelled_names_have_suggestions() {
        for of in all().step_by(7) {
            let documented = of.documented_name().unwrap();
            for (typed, meant) in [
                (format!("{}x", of.path()), short_name(of)),
                (short_name(of).to_lowercase(), short_name(of)),
                (documented.to_uppercase(), documented),
                (format!("{documented}s"), documented),
            ] {
                assert!(similar(&typed).contains(&meant), "{typed}");
            }
            assert!(similar(of.name()).contains(&short_name(of)), "{}", of.name());
        }
        for typed in ["", "/", "qqqqqqqqqqqq", &"x".repeat(1_000_000)] {
            assert!(similar(typed).is_empty(), "{typed}");
        }
    }

    #[test]
    fn suggestions_are_few_and_distinct() {
        for of in all().step_by(5) {
            let suggested = similar(&format!("{}_", of.documented_name().unwrap()));
            assert!((1..=3).contains(&suggested.len()), "{suggested:?}");
            let mut distinct = suggested.clone();
            distinct.dedup();
            assert_eq!(distinct, suggested);
        }
    }
}
