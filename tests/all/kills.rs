//! Processes that are really killed, at points spread over a run: before and after each rename, sync and shard.
#![cfg(unix)]

use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::Command;

use rustix::process::{Signal, getpid, kill_process};

use crate::faults::{How, Place, at_step, run_in, steps};

/// Points at which a process is killed, in all.
const POINTS: usize = 200;

/// Runs in a process of its own, with the step at which to die in the environment.
#[test]
#[ignore = "started by killed_processes_lose_nothing"]
fn the_process_that_is_killed() {
    let Ok(step) = std::env::var("TRICHDAN_KILL_AT") else { return };
    let incremental = std::env::var_os("TRICHDAN_INCREMENTAL").is_some();
    let home = PathBuf::from(std::env::var_os("TRICHDAN_HOME").unwrap());
    let (disk, _) = at_step(step.parse().unwrap(), |_| {
        kill_process(getpid(), Signal::KILL)?;
        unreachable!("nobody outlives SIGKILL");
    });
    run_in(&home, "new", How { resume: false, incremental }, &disk).unwrap();
}

#[test]
fn killed_processes_lose_nothing() {
    let (mut tried, mut taken) = (0, 0);
    let kinds = [(false, false), (true, false), (true, true)];
    for (with_old, incremental) in kinds {
        let place = Place::new(incremental);
        place.reset(with_old);
        let steps = steps(&place);
        let points = (POINTS / kinds.len() + 1).min(steps);
        for number in (0..points).map(|point| point * steps / points) {
            place.reset(with_old);
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.args(["--ignored", "--exact", "kills::the_process_that_is_killed"]);
            command.env("TRICHDAN_KILL_AT", number.to_string()).env("TRICHDAN_HOME", place.home());
            if incremental {
                command.env("TRICHDAN_INCREMENTAL", "yes");
            }
            let output = command.output().unwrap();
            assert_eq!(output.status.signal(), Some(9), "{}", String::from_utf8_lossy(&output.stderr));
            taken += place.assert_nothing_lost(with_old, &format!("killed at step {number} of {steps}"));
            tried += 1;
        }
    }
    assert!(tried >= POINTS, "{tried}");
    println!("processes killed at {tried} points; lost: 0; records taken over: {taken}");
}
