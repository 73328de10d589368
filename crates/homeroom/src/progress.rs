//! What a run is doing, drawn on a terminal and told in plain lines otherwise.

use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use runs::{Progress, Silent, Stage};

use crate::terminal;

/// How a run tells of itself: drawn where somebody looks, in lines where output goes to a log, not at all
/// beside JSON.
pub(crate) fn shown(json: bool) -> Box<dyn Progress> {
    if json {
        return Box::new(Silent);
    }
    if std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        return Box::new(Drawn(Mutex::new(spinner())));
    }
    Box::new(Lines)
}

struct Lines;

impl Progress for Lines {
    fn stage(&self, stage: Stage) {
        terminal::complain(stage.doing());
    }

    fn applied(&self, _: u64, _: u64) {}

    fn end(&self) {}
}

struct Drawn(Mutex<ProgressBar>);

impl Drawn {
    fn bar(&self) -> std::sync::MutexGuard<'_, ProgressBar> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Progress for Drawn {
    fn stage(&self, stage: Stage) {
        let mut bar = self.bar();
        bar.finish_and_clear();
        *bar = spinner();
        bar.set_message(stage.doing());
    }

    fn applied(&self, done: u64, total: u64) {
        let bar = self.bar();
        if bar.length() != Some(total) {
            bar.set_length(total);
            if let Ok(style) =
                ProgressStyle::with_template("{spinner} {msg} {wide_bar} {human_pos}/{human_len} {eta}")
            {
                bar.set_style(style);
            }
        }
        bar.set_position(done);
    }

    fn end(&self) {
        self.bar().finish_and_clear();
    }
}

fn spinner() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
