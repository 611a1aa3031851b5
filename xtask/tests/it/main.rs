//! Runs of the program on a small workspace: files, output and exit codes.

mod audit;
mod check;
mod commands;
mod generate;
mod independence;
mod inferred;
mod new;
mod suites;
mod support;
