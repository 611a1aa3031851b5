//! Patterns.

use super::page::INDENT;
use super::types::Place;
use super::{Printed, Printer};
use crate::tokens::{Delimiter, Kind};

impl Printer<'_> {
    /// Prints a pattern, which may have alternatives.
    pub(super) fn pattern(&mut self) -> Printed {
        let Some(are_plain) = self.alternatives() else { return self.single_pattern() };
        if are_plain {
            self.page.inconsistent(0)
        } else {
            self.page.consistent(0)
        }
        self.single_pattern()?;
        while self.take("|") {
            self.page.space();
            self.page.text("| ");
            self.single_pattern()?;
        }
        self.page.end();
        Ok(())
    }

    /// Whether all alternatives of the pattern that comes next are literals or `_`. `None` if there
    /// is only one.
    fn alternatives(&self) -> Option<bool> {
        let (mut at, mut are_several, mut are_plain) = (self.at, false, true);
        loop {
            let token = self.tokens.at(at);
            let text = self.tokens.text(token);
            match token.kind {
                Kind::Close => break,
                Kind::Mark if matches!(text, "=>" | "," | "=" | ":") => break,
                Kind::Word if matches!(text, "if" | "in") => break,
                Kind::Mark if text == "|" => are_several = true,
                Kind::Literal => {}
                Kind::Word if matches!(text, "_" | "true" | "false") => {}
                Kind::Mark if text == "-" => {}
                _ => are_plain = false,
            }
            at = if let Kind::Open(_) = token.kind { token.close() + 1 } else { at + 1 };
        }
        are_several.then_some(are_plain)
    }

    /// Prints a pattern without alternatives.
    pub(super) fn single_pattern(&mut self) -> Printed {
        match self.kind() {
            Kind::Literal => self.literal(),
            Kind::Open(Delimiter::Parenthesis) => self.tuple_of(Self::pattern),
            Kind::Mark if self.take("-") => {
                self.page.text("-");
                self.literal()
            }
            Kind::Mark if self.take("&") => {
                self.page.text("&");
                self.print_if("mut", "mut ");
                self.single_pattern()
            }
            Kind::Mark if self.take("..") => {
                self.page.text("..");
                Ok(())
            }
            Kind::Word | Kind::Mark => self.named_pattern(),
            _ => self.fail("a pattern"),
        }
    }

    /// Prints a binding, or the path of a type or variant with what is in it.
    fn named_pattern(&mut self) -> Printed {
        self.print_if("ref", "ref ");
        self.print_if("mut", "mut ");
        self.path(Place::Expression)?;
        match self.kind() {
            Kind::Open(Delimiter::Parenthesis) => self.parenthesized(|p| p.elements(Self::pattern)),
            Kind::Open(Delimiter::Brace) => self.fields_of_pattern(),
            Kind::Mark if self.take("@") => {
                self.page.text(" @ ");
                self.single_pattern()
            }
            _ => Ok(()),
        }
    }

    fn fields_of_pattern(&mut self) -> Printed {
        // The box of the path starts here, because nothing before can be broken.
        self.page.consistent(INDENT);
        self.page.text(" {");
        self.page.space_between();
        self.inside(Delimiter::Brace, |p| {
            while !p.is_end() {
                if p.take("..") {
                    p.page.text("..");
                    p.page.space();
                    break;
                }
                if p.text_after(1) == ":" {
                    p.word()?;
                    p.expect(":")?;
                    p.page.text(": ");
                }
                p.pattern()?;
                let is_last = p.is_last()?;
                p.page.comma_in_braces(is_last);
            }
            Ok(())
        })?;
        self.page.offset(-INDENT);
        self.page.end();
        self.page.text("}");
        Ok(())
    }
}
