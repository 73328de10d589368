//! What each command does.

mod app;
mod directory;
mod explain;
mod full_plan;
mod generate;
mod history;
mod key;
mod permissions;
mod release;
mod run;
mod serve;
mod token;

use crate::arguments::{AppCommand, Command, KeyCommand};
use crate::exit::Exit;

/// Carries out a command.
///
/// # Errors
/// When it could not go on.
pub(crate) async fn carry_out(command: Command) -> anyhow::Result<Exit> {
    match command {
        Command::Sync(arguments) => run::sync(&arguments).await,
        Command::Plan(arguments) => run::plan(&arguments).await,
        Command::Validate(arguments) => run::validate(&arguments).await,
        Command::Release(arguments) => release::release(&arguments).await,
        Command::Runs(arguments) => history::runs(&arguments).await,
        Command::Run(arguments) => history::run(&arguments).await,
        Command::Explain(arguments) => explain::explain(&arguments).await,
        Command::Directory(arguments) => directory::list(&arguments).await,
        Command::Generate(arguments) => generate::generate(&arguments),
        Command::Serve(arguments) => serve::serve(&arguments).await,
        Command::Token(arguments) => token::token(&arguments),
        Command::App(AppCommand::Create(arguments)) => app::create(&arguments).await,
        Command::App(AppCommand::List(arguments)) => app::list(&arguments).await,
        Command::App(AppCommand::Rotate(arguments)) => app::rotate(&arguments).await,
        Command::App(AppCommand::Delete(arguments)) => app::delete(&arguments).await,
        Command::Key(KeyCommand::Rotate(arguments)) => key::rotate(&arguments).await,
    }
}
