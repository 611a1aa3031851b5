//! Elements with commas, in parentheses and angle brackets.

use crate::tokens::Delimiter;

use super::page::INDENT;
use super::{Printed, Printer};

impl Printer<'_> {
    /// Prints the elements up to the end of the group.
    pub(super) fn elements(&mut self, mut element: impl FnMut(&mut Self) -> Printed) -> Printed {
        while !self.is_end() {
            element(self)?;
            let is_last = self.is_last()?;
            self.page.comma(is_last);
        }
        Ok(())
    }

    /// Prints a group in parentheses with its own box.
    pub(super) fn parenthesized(&mut self, contents: impl FnOnce(&mut Self) -> Printed) -> Printed {
        self.page.text("(");
        self.page.consistent(INDENT);
        self.page.zero_break();
        self.inside(Delimiter::Parenthesis, contents)?;
        self.page.offset(-INDENT);
        self.page.end();
        self.page.text(")");
        Ok(())
    }

    /// Prints a tuple of types, patterns or expressions. A single element keeps its comma.
    pub(super) fn tuple_of(&mut self, mut element: impl FnMut(&mut Self) -> Printed) -> Printed {
        self.parenthesized(|p| {
            let first = p.at;
            while !p.is_end() {
                let is_first = p.at == first;
                element(p)?;
                if is_first && p.is_end() {
                    return p.fail("a comma");
                }
                let is_last = p.is_last()?;
                if is_first && is_last {
                    p.page.text(",");
                    p.page.zero_break();
                } else {
                    p.page.comma(is_last);
                }
            }
            Ok(())
        })
    }

    /// Prints the rest of a list in angle brackets, after the opening one, in a box with an indent.
    pub(super) fn angled(
        &mut self,
        indent: i32,
        mut element: impl FnMut(&mut Self) -> Printed,
    ) -> Printed {
        self.page.text("<");
        self.page.consistent(indent);
        self.page.zero_break();
        loop {
            element(self)?;
            self.take(",");
            let is_last = self.is(">");
            self.page.comma(is_last);
            if is_last {
                break;
            }
        }
        self.page.offset(-INDENT);
        self.page.end();
        self.expect(">")?;
        self.page.text(">");
        Ok(())
    }
}
