//! Types and paths.

use super::page::INDENT;
use super::{Printed, Printer};
use crate::tokens::{Delimiter, Kind};

/// Where a path is, which decides how its generic arguments are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In an attribute or before a macro's `!`, without arguments.
    Simple,
    /// In a type.
    Type,
    /// In an expression, with `::` before arguments.
    Expression,
}

impl Printer<'_> {
    pub(super) fn ty(&mut self) -> Printed {
        match self.kind() {
            Kind::Open(Delimiter::Parenthesis) => self.tuple_of(Self::ty),
            Kind::Open(Delimiter::Bracket) => self.slice_or_array_type(),
            Kind::Mark if self.take("&") => {
                self.page.text("&");
                if self.kind() == Kind::Lifetime {
                    self.lifetime()?;
                    self.page.text(" ");
                }
                self.print_if("mut", "mut ");
                self.ty()
            }
            Kind::Mark if self.take("!") => {
                self.page.text("!");
                Ok(())
            }
            Kind::Word if self.take("impl") => {
                self.page.text("impl ");
                self.joined_bounds()
            }
            Kind::Word if self.take("dyn") => {
                self.page.text("dyn ");
                self.joined_bounds()
            }
            Kind::Word if self.is("fn") => self.function_pointer(),
            Kind::Word | Kind::Mark => self.path(Place::Type),
            _ => self.fail("a type"),
        }
    }

    fn slice_or_array_type(&mut self) -> Printed {
        self.page.text("[");
        self.inside(Delimiter::Bracket, |p| {
            p.ty()?;
            if p.take(";") {
                p.page.text("; ");
                p.expression()?;
            }
            Ok(())
        })?;
        self.page.text("]");
        Ok(())
    }

    fn function_pointer(&mut self) -> Printed {
        self.expect("fn")?;
        self.page.text("fn");
        self.parenthesized(|p| p.elements(Self::ty))?;
        self.return_type()
    }

    pub(super) fn return_type(&mut self) -> Printed {
        if self.take("->") {
            self.page.text(" -> ");
            self.ty()?;
        }
        Ok(())
    }

    pub(super) fn lifetime(&mut self) -> Printed {
        let lifetime = self.of_kind(Kind::Lifetime, "a lifetime")?;
        self.page.text(lifetime);
        Ok(())
    }

    /// Prints a path, which may start with a type in angle brackets.
    pub(super) fn path(&mut self, place: Place) -> Printed {
        if self.take("<") {
            self.page.text("<");
            self.ty()?;
            if self.take("as") {
                self.page.text(" as ");
                self.path(Place::Type)?;
            }
            self.expect(">")?;
            self.page.text(">");
            self.expect("::")?;
            self.page.text("::");
        } else if self.take("::") {
            self.page.text("::");
        }
        loop {
            self.word()?;
            self.arguments(place)?;
            if !(self.is("::") && self.next_kind() == Kind::Word) {
                return Ok(());
            }
            self.expect("::")?;
            self.page.text("::");
        }
    }

    /// Prints the generic arguments of a part of a path, if there are any.
    fn arguments(&mut self, place: Place) -> Printed {
        match place {
            Place::Simple => Ok(()),
            Place::Type if self.is_group(Delimiter::Parenthesis) => self.arguments_of_function(),
            Place::Type if self.is("<") => self.angle_arguments(),
            Place::Type if self.is("::") && self.text_after(1) == "<" => {
                self.at += 1;
                self.angle_arguments()
            }
            Place::Expression if self.is("::") && self.text_after(1) == "<" => {
                self.at += 1;
                self.page.text("::");
                self.angle_arguments()
            }
            Place::Type | Place::Expression => Ok(()),
        }
    }

    pub(super) fn angle_arguments(&mut self) -> Printed {
        self.expect("<")?;
        self.angled(INDENT, Self::argument)
    }

    fn argument(&mut self) -> Printed {
        match self.kind() {
            Kind::Lifetime => self.lifetime(),
            Kind::Literal => self.literal(),
            Kind::Word if self.text_after(1) == "=" => {
                self.word()?;
                self.expect("=")?;
                self.page.text(" = ");
                self.ty()
            }
            Kind::Word if self.text_after(1) == ":" => {
                self.word()?;
                self.bounds()
            }
            _ => self.ty(),
        }
    }

    fn arguments_of_function(&mut self) -> Printed {
        self.page.consistent(INDENT);
        self.page.text("(");
        self.page.zero_break();
        self.inside(Delimiter::Parenthesis, |p| p.elements(Self::ty))?;
        self.page.offset(-INDENT);
        self.page.text(")");
        self.return_type()?;
        self.page.end();
        Ok(())
    }
}
