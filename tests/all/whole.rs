//! A run is written whole or not at all, whichever change of the disk is the last one or fails.

use std::fs;
use std::io::{self, Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use trichdan::config::{Overrides, Settings};
use trichdan::engine::{Control, RunError, RunSummary, run_on};
use trichdan::export::{Disk, Format, MANIFEST, Step};
use trichdan::verify::verify;

const OLD: &str = "Ông An nói: “Cần sửa Luật Đất đai”.";
const NEW: &str = "Bà Bình nói: “Cần sửa Luật Giá”.";

/// A folder with an article, and the run of another one in `out`.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        // In memory, where there is such a place: nothing here asks for a disk that is slow to sync.
        let memory = Path::new("/dev/shm");
        let home = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let home = Self(home.unwrap());
        home.run(OLD, &Disk::default()).unwrap();
        home
    }

    fn out(&self) -> PathBuf {
        self.0.path().join("out")
    }

    fn run(&self, text: &str, disk: &Disk) -> Result<RunSummary, RunError> {
        let input = self.0.path().join("a.txt");
        fs::write(&input, text).unwrap();
        let overrides = Overrides {
            inputs: vec![input.to_string_lossy().into_owned()],
            output: Some(self.out()),
            formats: Some(vec![Format::Csv]),
            threads: Some(1),
            overwrite: true,
            ..Overrides::default()
        };
        let settings = Settings::load(None, overrides).unwrap();
        run_on(disk, &settings, Control { stop: &AtomicBool::new(false), progress: &mut |_| {} })
    }
}

/// Whether the data set is the one of [`NEW`]; it is whole in any case.
fn is_new(out: &Path) -> bool {
    let report = verify(out).unwrap();
    assert!(report.is_sound(), "{:#?}", report.faults);
    let documents = fs::read_to_string(out.join("documents.csv")).unwrap();
    assert!(documents.contains("Ông An") != documents.contains("Bà Bình"));
    documents.contains("Bà Bình")
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    names
}

/// A disk on which the steps from `first` on fail, all of them or that one alone.
fn failing(first: usize, all: bool, taken: &Arc<AtomicUsize>) -> Disk {
    let taken = Arc::clone(taken);
    Disk::watched(move |_, _| {
        let step = taken.fetch_add(1, Ordering::Relaxed);
        let fails = if all { step >= first } else { step == first };
        if fails { Err(ErrorKind::StorageFull.into()) } else { Ok(()) }
    })
}

fn steps_of_a_run() -> usize {
    let taken = Arc::new(AtomicUsize::new(0));
    Home::new().run(NEW, &failing(usize::MAX, false, &taken)).unwrap();
    taken.load(Ordering::Relaxed)
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_looks_sees_the_old_run_or_the_new_one() {
    let home = Home::new();
    let (out, changes) = (home.out(), Arc::new(AtomicUsize::new(0)));
    let (seen, counted) = (AtomicBool::new(false), Arc::clone(&changes));
    let watch = move |_: Step, _: &Path| -> io::Result<()> {
        let new = is_new(&out);
        if seen.swap(new, Ordering::Relaxed) != new {
            counted.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    };
    home.run(NEW, &Disk::watched(watch)).unwrap();
    assert!(is_new(&home.out()));
    assert_eq!(changes.load(Ordering::Relaxed), 1, "from the old one to the new one at one stroke");
}

/// Where folders cannot be exchanged there is a moment without a data set, never one with parts of two.
#[test]
fn without_an_exchange_there_is_no_manifest_until_all_is_there() {
    let home = Home::new();
    fs::write(home.out().join("notes.txt"), "mine").unwrap();
    let out = home.out();
    let watch = move |_: Step, _: &Path| -> io::Result<()> {
        if out.join(MANIFEST).exists() {
            is_new(&out);
        }
        Ok(())
    };
    home.run(NEW, &Disk::watched(watch)).unwrap();
    assert!(is_new(&home.out()));
    assert_eq!(fs::read_to_string(home.out().join("notes.txt")).unwrap(), "mine");

    let home = Home::new();
    let refuse = |step: Step, _: &Path| match step {
        Step::Exchange => Err(Error::from(ErrorKind::Unsupported)),
        _ => Ok(()),
    };
    home.run(NEW, &Disk::watched(refuse)).unwrap();
    assert!(is_new(&home.out()));
    assert_eq!(names(home.0.path()), ["a.txt", "out"]);
}

#[test]
fn a_step_that_fails_is_an_error_and_leaves_the_old_run() {
    let home = Home::new();
    let clean = names(&home.out());
    let mut failed = 0;
    for step in 0..steps_of_a_run() {
        let outcome = home.run(NEW, &failing(step, false, &Arc::default()));
        if let Err(error) = &outcome {
            failed += 1;
            assert!(error.to_string().contains("no storage space"), "step {step}: {error}");
        }
        // A run that could not remove what it had replaced, or had no exchange, is a good run.
        if is_new(&home.out()) {
            home.run(OLD, &Disk::default()).unwrap();
        } else {
            assert!(outcome.is_err(), "step {step}");
        }
        let left = names(&home.out());
        assert!(
            left == clean || left.iter().all(|name| clean.contains(name) || name == ".part"),
            "step {step}: {left:?}"
        );
    }
    assert!(failed > 30, "{failed}");
    home.run(OLD, &Disk::default()).unwrap();
    assert_eq!(names(&home.out()), clean, "what was left is swept up");
    assert_eq!(names(home.0.path()), ["a.txt", "out"]);
}

/// From some step on nothing is done any more, which is what a kill or a loss of power looks like to the next run.
#[test]
fn whatever_the_last_step_the_next_run_is_as_if_nothing_had_been() {
    let home = Home::new();
    let (clean, expected) = (names(&home.out()), fs::read(home.out().join(MANIFEST)).unwrap());
    for last in 0..steps_of_a_run() {
        let _ = home.run(NEW, &failing(last, true, &Arc::default()));
        is_new(&home.out());
        home.run(OLD, &Disk::default()).unwrap();
        assert_eq!(names(&home.out()), clean, "step {last}");
        assert!(fs::read(home.out().join(MANIFEST)).unwrap() == expected, "step {last}");
        assert_eq!(names(home.0.path()), ["a.txt", "out"], "step {last}");
    }
}
