//! Runs that are stopped at every step they take on the disk: nothing is lost, and nobody sees half a data set.
//!
//! `TRICHDAN_FAULTS=all cargo test faults -- --nocapture` kills a process at each step; without it a few are tried.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use trichdan::config::{Overrides, Settings};
use trichdan::engine::{Control, RunError, RunSummary, run_on};
use trichdan::export::{Disk, Step};
use trichdan::verify::verify;

type Files = BTreeMap<String, Vec<u8>>;

/// Errors of the system, by number: no space left, input/output error.
const ERRORS: [i32; 2] = [28, 5];

/// A folder in memory, where there is such a place, for tests that need no disk that is slow to sync.
pub fn in_memory() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// Two inputs, of which the second is longer, and the folder for their tables.
struct Place {
    home: tempfile::TempDir,
    old: Files,
    new: Files,
}

impl Place {
    fn new() -> Self {
        let home = in_memory();
        for (name, documents) in [("old", 3), ("new", 40)] {
            let mut lines = String::new();
            for n in 0..documents {
                let text = format!("Bộ trưởng số {n} nói: “Cần sửa Luật số {n}/2020/QH14”.");
                let _ = writeln!(lines, "{}", serde_json::json!({ "id": n, "text": text }));
            }
            std::fs::write(home.path().join(name), lines).unwrap();
        }
        let mut place = Self { home, old: Files::new(), new: Files::new() };
        place.run("old", &Disk::default()).unwrap();
        place.old = place.files();
        place.run("new", &Disk::default()).unwrap();
        place.new = place.files();
        place
    }

    fn output(&self) -> PathBuf {
        self.home.path().join("out")
    }

    fn run(&self, input: &str, disk: &Disk) -> Result<RunSummary, RunError> {
        run_into(&self.home.path().join(input), &self.output(), disk)
    }

    /// The files of the run, without the one that tells how long it took; no hidden ones.
    fn files(&self) -> Files {
        let Ok(entries) = std::fs::read_dir(self.output()) else { return Files::new() };
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let names = names.filter(|name| name != "timing.json" && !name.starts_with('.'));
        names.map(|name| (name.clone(), std::fs::read(self.output().join(name)).unwrap())).collect()
    }

    /// Everything that lies in the folder and beside it, hidden or not.
    fn names(&self) -> Vec<String> {
        let list = |path: &Path| std::fs::read_dir(path).into_iter().flatten();
        let entries = list(&self.output()).chain(list(self.home.path()));
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    fn assert_no_leftovers(&self, when: &str) {
        let names = self.names();
        assert!(!names.iter().any(|name| name.contains(".part")), "{when}: {names:?}");
    }

    /// Leaves nothing, or the old data set.
    fn reset(&self, with_old: bool) {
        let _ = std::fs::remove_dir_all(self.output());
        if with_old {
            self.run("old", &Disk::default()).unwrap();
        }
    }

    /// After a run that was cut off: what is there is whole, and the next run finds its way.
    fn assert_nothing_lost(&self, before: Option<&Files>, when: &str) {
        let found = self.files();
        if found != self.new {
            assert!(before.map_or(found.is_empty(), |before| found == *before), "{when}: {:?}", found.keys());
        }
        if !found.is_empty() {
            let report = verify(&self.output()).unwrap();
            assert!(report.is_sound(), "{when}: {:?}", report.faults);
        }
        self.run("new", &Disk::default()).unwrap();
        assert!(self.files() == self.new, "{when}: the next run gives the same bytes");
        self.assert_no_leftovers(when);
    }
}

fn run_into(input: &Path, output: &Path, disk: &Disk) -> Result<RunSummary, RunError> {
    let overrides = Overrides {
        inputs: vec![input.display().to_string()],
        output: Some(output.to_owned()),
        threads: Some(1),
        overwrite: true,
        ..Overrides::default()
    };
    let settings = Settings::load(None, overrides).unwrap();
    run_on(disk, &settings, Control { stop: &AtomicBool::new(false), progress: &mut |_| {} })
}

/// Steps that a run takes, and what is done at one of them.
fn at_step(number: usize, act: impl Fn(usize) -> io::Result<()> + Send + Sync + 'static) -> (Disk, Arc<AtomicUsize>) {
    let taken = Arc::new(AtomicUsize::new(0));
    let count = taken.clone();
    let disk = Disk::watched(move |_: Step, _: &Path| {
        let step = count.fetch_add(1, Ordering::SeqCst);
        if step >= number { act(step) } else { Ok(()) }
    });
    (disk, taken)
}

fn steps(place: &Place) -> usize {
    let (disk, taken) = at_step(usize::MAX, |_| Ok(()));
    place.run("new", &disk).unwrap();
    taken.load(Ordering::SeqCst)
}

/// From some step on nothing reaches the disk any more, not even what the run does to clean up after itself.
#[test]
fn the_power_may_go_at_any_step() {
    let place = Place::new();
    for with_old in [false, true] {
        place.reset(with_old);
        let steps = steps(&place);
        for number in 0..steps {
            place.reset(with_old);
            let (disk, _) = at_step(number, |_| Err(io::Error::from_raw_os_error(5)));
            let outcome = place.run("new", &disk);
            let when = format!("step {number} of {steps}, old data set: {with_old}, {outcome:?}");
            place.assert_nothing_lost(with_old.then_some(&place.old), &when);
        }
        println!("power cuts at {steps} steps, old data set: {with_old}; lost: 0");
    }
}

#[test]
fn any_step_may_fail() {
    let place = Place::new();
    place.reset(true);
    let steps = steps(&place);
    for number in 0..steps {
        place.reset(true);
        let error = ERRORS[number % 2];
        let (disk, _) =
            at_step(number, move |step| if step == number { Err(io::Error::from_raw_os_error(error)) } else { Ok(()) });
        let outcome = place.run("new", &disk);
        let when = format!("step {number} of {steps}, {outcome:?}");
        match outcome {
            // What could not be removed once the new files were in their place is left to the next run.
            Ok(_) => assert!(place.files() == place.new, "{when}"),
            Err(failure) => {
                place.assert_no_leftovers(&when);
                let message = failure.to_string();
                let said = message.contains("No space left") || message.contains("Input/output error");
                assert!(said && message.contains(&*place.home.path().to_string_lossy()), "{message}");
            }
        }
        place.assert_nothing_lost(Some(&place.old), &when);
    }
    println!("ENOSPC and EIO at {steps} steps; lost: 0");
}

/// Where a file that is no run's lies in the folder, new files come one by one: then the manifest is gone for that moment.
#[test]
fn beside_foreign_files_a_torn_data_set_has_no_manifest() {
    let place = Place::new();
    let prepare = || {
        place.reset(true);
        std::fs::write(place.output().join("notes.txt"), "mine").unwrap();
    };
    prepare();
    let steps = steps(&place);
    for number in (0..steps).rev().step_by(2) {
        prepare();
        let (disk, _) = at_step(number, |_| Err(io::Error::from_raw_os_error(28)));
        let outcome = place.run("new", &disk);
        let when = format!("step {number} of {steps}, {outcome:?}");
        let mut found = place.files();
        assert_eq!(found.remove("notes.txt").as_deref(), Some(&b"mine"[..]), "{when}");
        let is_torn = !found.contains_key("manifest.json");
        assert!(is_torn || found == place.old || found == place.new, "{when}: {:?}", found.keys());
        assert_eq!(verify(&place.output()).unwrap().is_sound(), !is_torn, "{when}");
        let again = place.run("new", &Disk::default());
        if is_torn {
            assert!(again.unwrap_err().to_string().contains("notes.txt"), "a folder without manifest is not a run's");
        } else {
            assert!(again.is_ok());
        }
    }
}

/// Opens the folder and reads what is in it; none if it goes away meanwhile.
#[cfg(target_os = "linux")]
fn read_opened(folder: &Path) -> Option<Files> {
    use std::os::fd::AsRawFd;
    let opened = std::fs::File::open(folder).unwrap();
    let path = PathBuf::from(format!("/proc/self/fd/{}", opened.as_raw_fd()));
    let mut files = Files::new();
    for entry in std::fs::read_dir(&path).ok()? {
        let name = entry.ok()?.file_name().into_string().unwrap();
        if name != "timing.json" && !name.starts_with('.') {
            files.insert(name.clone(), std::fs::read(path.join(name)).ok()?);
        }
    }
    (!files.is_empty()).then_some(files)
}

#[cfg(target_os = "linux")]
#[test]
fn readers_see_the_old_data_set_or_the_new_one() {
    let place = Place::new();
    let (done, seen) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::SeqCst) {
                let Some(files) = read_opened(&place.output()) else { continue };
                // A folder that has been replaced is being emptied: files may be missing, but none is another's.
                let whole = [&place.old, &place.new].iter().any(|set| files.iter().all(|(k, v)| set.get(k) == Some(v)));
                assert!(whole, "a mixture of two data sets");
                seen.fetch_add(1, Ordering::SeqCst);
            }
        });
        let mut inputs = ["old", "new"].repeat(10).into_iter();
        let outcome = inputs.try_for_each(|input| place.run(input, &Disk::default()).map(|_| ()));
        done.store(true, Ordering::SeqCst);
        outcome.unwrap();
    });
    assert!(seen.load(Ordering::SeqCst) > 20);
}

/// The process that is killed: runs in a process of its own, with the step at which to die in the environment.
#[cfg(unix)]
#[test]
#[ignore = "started by killed_processes_lose_nothing"]
fn the_process_that_is_killed() {
    let Ok(step) = std::env::var("TRICHDAN_KILL_AT") else { return };
    let place = |name: &str| PathBuf::from(std::env::var_os(name).unwrap());
    let (disk, _) = at_step(step.parse().unwrap(), |_| {
        rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL)?;
        unreachable!("nobody outlives SIGKILL");
    });
    run_into(&place("TRICHDAN_INPUT"), &place("TRICHDAN_OUTPUT"), &disk).unwrap();
}

#[cfg(unix)]
#[test]
fn killed_processes_lose_nothing() {
    use std::os::unix::process::ExitStatusExt;
    let place = Place::new();
    place.reset(true);
    let steps = steps(&place);
    let points = if std::env::var("TRICHDAN_FAULTS").is_ok_and(|value| value == "all") { 200 } else { 12 };
    let mut tried = 0;
    for number in (0..steps).step_by((steps / points).max(1)) {
        place.reset(true);
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "faults::the_process_that_is_killed"])
            .env("TRICHDAN_KILL_AT", number.to_string())
            .env("TRICHDAN_INPUT", place.home.path().join("new"))
            .env("TRICHDAN_OUTPUT", place.output())
            .output()
            .unwrap();
        assert_eq!(status.status.signal(), Some(9), "{}", String::from_utf8_lossy(&status.stderr));
        place.assert_nothing_lost(Some(&place.old), &format!("killed at step {number} of {steps}"));
        tried += 1;
    }
    println!("processes killed at {tried} of {steps} steps; lost: 0");
}
