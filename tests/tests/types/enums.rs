//! Enums: known values, strict conversions, and unknown values made on purpose.

use std::any::type_name;
use std::collections::{BTreeSet, HashSet};
use std::fmt::{Debug, Display};
use std::str::FromStr;

use gitpod_api::{
    EnumValueError, Enumeration, OrganizationRole, OrganizationTier, RunnerPhase, RunnerProvider,
};

/// What every enum of the crate is.
trait Known:
    Enumeration
    + Clone
    + Default
    + Display
    + Ord
    + std::hash::Hash
    + Debug
    + FromStr<Err = EnumValueError>
    + TryFrom<i32, Error = EnumValueError>
{
}

impl<E> Known for E where
    E: Enumeration
        + Clone
        + Default
        + Display
        + Ord
        + std::hash::Hash
        + FromStr<Err = EnumValueError>
        + TryFrom<i32, Error = EnumValueError>
{
}

fn check_known<E: Known>(all: &[E]) {
    let descriptor = E::default().descriptor();
    assert_eq!(all.len(), descriptor.values().len(), "{}", type_name::<E>());
    for (value, of) in all.iter().zip(descriptor.values()) {
        assert_eq!((value.name(), value.number()), (Some(of.name()), Some(of.number())));
        assert_eq!(value.to_string(), of.name());
        assert_eq!(of.name().parse::<E>().as_ref(), Ok(value));
        assert_eq!(E::try_from(of.number()).as_ref(), Ok(value));
        assert_eq!(&E::from_name_or_unknown(of.name()), value);
        assert_eq!(&E::from_number_or_unknown(of.number()), value);
    }
    assert!(all.is_sorted(), "values are ordered as in the schema");
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    for unknown in [E::from_name_or_unknown("NEW"), E::from_number_or_unknown(-77)] {
        assert!(all.iter().all(|known| *known < unknown));
        assert!(unknown.to_string().parse::<E>().is_err());
    }
    assert!(E::try_from(-77).is_err());
}

#[test]
fn known_values_are_listed_and_found_by_name_and_number() {
    check_known(OrganizationRole::ALL);
    check_known(OrganizationTier::ALL);
    check_known(RunnerPhase::ALL);
    check_known(RunnerProvider::ALL);
}

#[test]
fn a_value_gives_its_name_and_number_without_a_trait() {
    assert_eq!(OrganizationRole::Admin.as_str(), "ORGANIZATION_ROLE_ADMIN");
    assert_eq!(OrganizationRole::Admin.number(), Some(1));
    let unknown = [
        OrganizationRole::from_name_or_unknown("NEW"),
        OrganizationRole::from_number_or_unknown(77),
    ];
    assert_eq!(unknown.each_ref().map(OrganizationRole::as_str), ["NEW", "77"]);
    assert_eq!(unknown.each_ref().map(OrganizationRole::number), [None, Some(77)]);
}

#[test]
fn errors_name_the_enum_the_value_and_what_is_known() {
    let error = |name: &str| name.parse::<OrganizationRole>().unwrap_err().to_string();
    let of = "enum gitpod.v1.OrganizationRole has no value";
    let admin = "did you mean `ORGANIZATION_ROLE_ADMIN`?";
    for name in ["admin", "ORGANIZATION_ROLE_ADMNI", "organization_role_admin"] {
        assert_eq!(error(name), format!("{of} \"{name}\"; {admin}"));
    }
    assert_eq!(
        error("owner\n"),
        format!(
            "{of} \"owner\\n\"; known values are `ORGANIZATION_ROLE_UNSPECIFIED`, \
             `ORGANIZATION_ROLE_ADMIN`, `ORGANIZATION_ROLE_MEMBER`"
        ),
    );
    assert_eq!(
        OrganizationRole::try_from(9).unwrap_err().to_string(),
        format!(
            "{of} with the number 9; known values are 0 `ORGANIZATION_ROLE_UNSPECIFIED`, \
             1 `ORGANIZATION_ROLE_ADMIN`, 2 `ORGANIZATION_ROLE_MEMBER`"
        ),
    );
    let error = "RUNNER_PHASE_ACTIV".parse::<RunnerPhase>().unwrap_err();
    assert_eq!(error.enumeration(), "gitpod.v1.RunnerPhase");
    assert_eq!(error.suggestion(), Some("RUNNER_PHASE_ACTIVE"));
}

#[test]
fn unknown_values_are_ordered_after_known_ones() {
    let number = RunnerPhase::from_number_or_unknown;
    let name = RunnerPhase::from_name_or_unknown;
    let ordered =
        [RunnerPhase::Unspecified, name("A"), name("B"), number(-7), number(9), number(77)];
    assert!(ordered.is_sorted());
    assert_eq!(BTreeSet::from(ordered.clone()).len(), ordered.len());
}

/// Whether a type converts from `T`. A literal that converts would be sent misspelled.
macro_rules! converts_from {
    ($target:ty, $source:ty) => {{
        struct Probe<T>(std::marker::PhantomData<T>);
        #[allow(dead_code, reason = "not used by types with such a conversion")]
        trait Fallback {
            const CONVERTS: bool = false;
        }
        impl<T> Fallback for Probe<T> {}
        #[allow(dead_code, reason = "used if there is such a conversion")]
        impl<T: From<$source>> Probe<T> {
            const CONVERTS: bool = true;
        }
        Probe::<$target>::CONVERTS
    }};
}

#[test]
fn nothing_converts_into_an_enum_without_a_check() {
    assert!(converts_from!(String, &'static str), "the probe works");
    assert!(!converts_from!(OrganizationRole, &'static str));
    assert!(!converts_from!(OrganizationRole, String));
    assert!(!converts_from!(OrganizationRole, i32));
}
