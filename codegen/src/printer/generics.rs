//! Generic parameters, bounds and where clauses.

use super::page::INDENT;
use super::types::Place;
use super::{Printed, Printer};
use crate::tokens::Kind;

impl Printer<'_> {
    /// Prints generic parameters, if there are any.
    pub(super) fn generics(&mut self) -> Printed {
        if !self.take("<") {
            return Ok(());
        }
        self.angled(0, Self::parameter)
    }

    fn parameter(&mut self) -> Printed {
        if self.kind() == Kind::Lifetime {
            self.lifetime()?;
            if self.take(":") {
                self.page.text(": ");
                self.joined_bounds()?;
            }
            return Ok(());
        }
        self.word()?;
        self.bounds()
    }

    /// Prints `: A + B`, if it comes next, with breaks.
    pub(super) fn bounds(&mut self) -> Printed {
        self.page.inconsistent(INDENT);
        if self.take(":") {
            self.page.text(": ");
            self.broken_bounds()?;
        }
        self.page.end();
        Ok(())
    }

    /// Prints `A + B` with breaks.
    fn broken_bounds(&mut self) -> Printed {
        self.bound()?;
        while self.take("+") {
            self.page.space();
            self.page.text("+ ");
            self.bound()?;
        }
        Ok(())
    }

    /// Prints `A + B` without breaks.
    pub(super) fn joined_bounds(&mut self) -> Printed {
        self.bound()?;
        while self.take("+") {
            self.page.text(" + ");
            self.bound()?;
        }
        Ok(())
    }

    fn bound(&mut self) -> Printed {
        if self.kind() == Kind::Lifetime {
            return self.lifetime();
        }
        self.bound_lifetimes()?;
        self.print_if("?", "?");
        self.path(Place::Type)
    }

    /// Prints `for<'a>`, if it comes next.
    fn bound_lifetimes(&mut self) -> Printed {
        if !self.take("for") {
            return Ok(());
        }
        self.expect("<")?;
        self.page.text("for<");
        while !self.is(">") {
            self.parameter()?;
            if self.take(",") && !self.is(">") {
                self.page.text(", ");
            }
        }
        self.expect(">")?;
        self.page.text("> ");
        Ok(())
    }

    /// Prints a where clause before a body, or a space.
    pub(super) fn where_before_body(&mut self) -> Printed {
        if !self.is("where") {
            self.page.text(" ");
            return Ok(());
        }
        self.where_predicates(|p| p.kind_is_brace())?;
        self.page.offset(-INDENT);
        Ok(())
    }

    /// Prints a where clause and a semicolon.
    pub(super) fn where_before_semicolon(&mut self) -> Printed {
        if self.is("where") {
            self.where_predicates(|p| p.is(";"))?;
        }
        self.expect(";")?;
        self.page.text(";");
        Ok(())
    }

    fn where_predicates(&mut self, is_end: impl Fn(&Self) -> bool) -> Printed {
        self.expect("where")?;
        self.page.line();
        self.page.offset(-INDENT);
        self.page.text("where");
        self.page.line();
        while !is_end(self) {
            self.predicate()?;
            let is_comma = self.take(",");
            if is_end(self) {
                if self.is(";") {
                    break;
                }
            } else if !is_comma {
                return self.fail("a comma");
            }
            self.page.text(",");
            self.page.line();
        }
        Ok(())
    }

    fn predicate(&mut self) -> Printed {
        self.bound_lifetimes()?;
        if self.kind() == Kind::Lifetime {
            self.lifetime()?
        } else {
            self.ty()?
        }
        self.expect(":")?;
        self.page.text(":");
        let bounds = self.at;
        let is_single = self.mute(|p| {
            p.bound()?;
            Ok(!p.is("+"))
        })?;
        self.at = bounds;
        self.page.inconsistent(if is_single { 0 } else { INDENT });
        self.page.text(" ");
        self.broken_bounds()?;
        self.page.end();
        Ok(())
    }
}
