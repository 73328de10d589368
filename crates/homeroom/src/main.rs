//! `homeroom`: the command line, the settings, and the wiring of the parts. The only crate that prints.

mod arguments;
mod beside;
mod commands;
mod exit;
mod logging;
mod progress;
mod report;
mod settings;
mod terminal;
mod wiring;

use std::process::ExitCode;

use clap::Parser;
use rustix::fs::Mode;

use crate::arguments::Arguments;

/// Bytes of stack for each worker.
const STACK: usize = 16 << 20;

fn main() -> ExitCode {
    keep_files_private();
    use_one_cryptography();
    let arguments = Arguments::parse();
    logging::start(arguments.verbose);
    // The engine recurses over plans, deeper in a debug build than a worker's usual stack.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK).build();
    let ended = match runtime {
        Ok(runtime) => {
            let ended = runtime.block_on(commands::carry_out(arguments.command));
            // What was given up does not keep the process.
            runtime.shutdown_background();
            ended
        }
        Err(error) => Err(error.into()),
    };
    match ended {
        Ok(exit) => exit.into(),
        Err(error) => exit::of_error(&error),
    }
}

/// Whatever this process writes is its owner's alone, whoever of its parts writes it: the data directory is full
/// of children's data, and the engine and the tables make files of their own.
fn keep_files_private() {
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
}

/// More than one cryptographic library is linked; whoever speaks TLS uses this one.
fn use_one_cryptography() {
    let installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
    // Only a second one is refused, and then the first one stands.
    drop(installed);
}
