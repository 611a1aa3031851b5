//! The static tables of enums: [`EnumDescriptor`] and [`EnumValueDescriptor`].

/// The static descriptor of an enum type.
#[derive(Debug)]
pub struct EnumDescriptor {
    name: &'static str,
    values: &'static [EnumValueDescriptor],
    aliases: &'static [EnumValueDescriptor],
    null: bool,
}

impl EnumDescriptor {
    /// Creates a descriptor; called by generated code in a `static`.
    ///
    /// The first value must be the default, with the number 0.
    #[must_use]
    pub const fn new(name: &'static str, values: &'static [EnumValueDescriptor]) -> Self {
        Self { name, values, aliases: &[], null: false }
    }

    /// Adds other names of the values; called by generated code in a `static`.
    #[must_use]
    pub const fn with_aliases(mut self, aliases: &'static [EnumValueDescriptor]) -> Self {
        self.aliases = aliases;
        self
    }

    /// Marks `google.protobuf.NullValue`, whose JSON form is `null`.
    #[must_use]
    pub const fn null(mut self) -> Self {
        self.null = true;
        self
    }

    /// Whether the JSON form of the value numbered 0 is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        self.null
    }

    /// The full protobuf name, such as `acme.v1.Genre`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The known values in schema order.
    #[must_use]
    pub const fn values(&self) -> &'static [EnumValueDescriptor] {
        self.values
    }

    /// Other names of the known values, with their numbers. They are read but not written.
    #[must_use]
    pub const fn aliases(&self) -> &'static [EnumValueDescriptor] {
        self.aliases
    }

    /// The index in [`values`](Self::values) of the value with a wire name or alias.
    pub(super) fn index_of_name(&self, name: &str) -> Option<usize> {
        self.values.iter().position(|value| value.name == name).or_else(|| {
            let alias = self.aliases.iter().find(|alias| alias.name == name)?;
            self.index_of_number(alias.number)
        })
    }

    /// The index in [`values`](Self::values) of the value with a number.
    pub(super) fn index_of_number(&self, number: i32) -> Option<usize> {
        // In most enums, the numbers count the values.
        if let Ok(index) = usize::try_from(number)
            && self.values.get(index).is_some_and(|value| value.number == number)
        {
            return Some(index);
        }
        self.values.iter().position(|value| value.number == number)
    }
}

/// A known value of an enum.
#[derive(Debug, PartialEq, Eq)]
pub struct EnumValueDescriptor {
    name: &'static str,
    number: i32,
}

impl EnumValueDescriptor {
    /// Creates a descriptor; called by generated code in a `static`.
    #[must_use]
    pub const fn new(name: &'static str, number: i32) -> Self {
        Self { name, number }
    }

    /// The wire name, such as `ORGANIZATION_TIER_FREE`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The wire number.
    #[must_use]
    pub const fn number(&self) -> i32 {
        self.number
    }
}
