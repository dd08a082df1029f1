//! Runs whose steps on the disk fail or are the last before the power goes: nothing is lost, nobody sees half a data set, and
//! what was finished is gone on from.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use trichdan::config::{Overrides, Settings};
use trichdan::engine::{Control, RunError, RunSummary, run_on};
use trichdan::export::{Disk, Step, has_work};
use trichdan::verify::verify;

type Files = BTreeMap<String, Vec<u8>>;

/// Errors of the system, by number: no space left, input/output error.
const ERRORS: [i32; 2] = [28, 5];

/// A folder in memory, where there is such a place, for tests that need no disk that is slow to sync.
pub fn in_memory() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// How a run is started.
#[derive(Clone, Copy, Debug, Default)]
pub struct How {
    pub resume: bool,
    pub incremental: bool,
}

/// Two inputs, of which the second is longer, and the folder for their tables.
pub struct Place {
    home: tempfile::TempDir,
    /// Whether the runs here are incremental.
    incremental: bool,
    old: Files,
    new: Files,
}

impl Place {
    /// Small files are chunks of their own, three of which are a shard.
    pub fn new(incremental: bool) -> Self {
        let home = in_memory();
        for (name, files) in [("old", 2), ("new", 18)] {
            std::fs::create_dir(home.path().join(name)).unwrap();
            for file in 0..files {
                let mut lines = String::new();
                for n in [file, file + 100] {
                    let text = format!("Bộ trưởng số {n} nói: “Cần sửa Luật số {n}/2020/QH14”.");
                    let _ = writeln!(lines, "{}", serde_json::json!({ "id": n, "text": text }));
                }
                std::fs::write(home.path().join(format!("{name}/{file:02}.jsonl")), lines).unwrap();
            }
        }
        std::fs::write(home.path().join("p.toml"), "[input]\nchunk_bytes = 1024\n[run]\nshard_bytes = 500\n").unwrap();
        let mut place = Self { home, incremental, old: Files::new(), new: Files::new() };
        place.run("old", false, &Disk::default()).unwrap();
        place.old = place.files();
        copy(&place.output(), &place.home.path().join("kept"));
        place.run("new", false, &Disk::default()).unwrap();
        place.new = place.files();
        place
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn output(&self) -> PathBuf {
        self.home.path().join("out")
    }

    fn run(&self, input: &str, resume: bool, disk: &Disk) -> Result<RunSummary, RunError> {
        run_in(self.home(), input, How { resume, incremental: self.incremental }, disk)
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
        let is_left = |name: &String| name.contains(".part") || (name == ".shards" && !self.incremental);
        assert!(!names.iter().any(is_left), "{when}: {names:?}");
    }

    /// Leaves nothing, or the old data set.
    pub fn reset(&self, with_old: bool) {
        let _ = std::fs::remove_dir_all(self.output());
        if with_old {
            copy(&self.home.path().join("kept"), &self.output());
        }
    }

    /// After a run that was cut off: what is there is whole.
    fn assert_whole(&self, with_old: bool, when: &str) {
        let found = self.files();
        if found != self.new {
            assert!(if with_old { found == self.old } else { found.is_empty() }, "{when}: {:?}", found.keys());
        }
        if !found.is_empty() {
            let report = verify(&self.output()).unwrap();
            assert!(report.is_sound(), "{when}: {:?}", report.faults);
        }
    }

    /// Likewise, and the next run goes on from there; gives the records that it took over.
    pub fn assert_nothing_lost(&self, with_old: bool, when: &str) -> u64 {
        self.assert_whole(with_old, when);
        let has_work = has_work(&self.output());
        let summary = self.run("new", true, &Disk::default()).unwrap();
        assert!(self.files() == self.new, "{when}: the next run gives the same bytes");
        assert!(summary.taken > 0 || !has_work, "{when}: what was finished is taken over");
        self.assert_no_leftovers(when);
        summary.taken
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &to) } else { _ = std::fs::copy(entry.path(), to).unwrap() }
    }
}

/// A run of the input of that name in a [`Place`].
pub fn run_in(home: &Path, input: &str, how: How, disk: &Disk) -> Result<RunSummary, RunError> {
    let overrides = Overrides {
        inputs: vec![home.join(input).display().to_string()],
        output: Some(home.join("out")),
        threads: Some(1),
        overwrite: true,
        resume: how.resume,
        incremental: how.incremental,
        ..Overrides::default()
    };
    let settings = Settings::load(Some(&home.join("p.toml")), overrides).unwrap();
    run_on(disk, &settings, Control { stop: &AtomicBool::new(false), progress: &mut |_| {} })
}

/// Counts the steps that a run takes; something is done at one of them and all that follow.
pub fn at_step(
    number: usize,
    act: impl Fn(usize) -> io::Result<()> + Send + Sync + 'static,
) -> (Disk, Arc<AtomicUsize>) {
    let taken = Arc::new(AtomicUsize::new(0));
    let count = taken.clone();
    let disk = Disk::watched(move |_: Step, _: &Path| {
        let step = count.fetch_add(1, Ordering::SeqCst);
        if step >= number { act(step) } else { Ok(()) }
    });
    (disk, taken)
}

/// Steps of a run of the longer input.
pub fn steps(place: &Place) -> usize {
    let (disk, taken) = at_step(usize::MAX, |_| Ok(()));
    place.run("new", false, &disk).unwrap();
    taken.load(Ordering::SeqCst)
}

/// From this step on nothing reaches the disk any more, not even what the run does to clean up after itself.
fn power_cut(number: usize) -> Disk {
    at_step(number, |_| Err(io::Error::from_raw_os_error(5))).0
}

#[test]
fn the_power_may_go_at_any_step() {
    for (with_old, incremental) in [(false, false), (true, false), (true, true)] {
        let place = Place::new(incremental);
        place.reset(with_old);
        let (steps, mut taken) = (steps(&place), 0);
        for number in (0..steps).step_by(if incremental { 2 } else { 1 }) {
            place.reset(with_old);
            let outcome = place.run("new", false, &power_cut(number));
            let when = format!("step {number} of {steps}, old data set: {with_old}, {outcome:?}");
            if number % 3 == 0 {
                // The run that goes on does not come to its end either.
                place.assert_whole(with_old, &when);
                let outcome = place.run("new", true, &power_cut(number / 2));
                taken += place.assert_nothing_lost(with_old, &format!("{when}, then {outcome:?}"));
            } else {
                taken += place.assert_nothing_lost(with_old, &when);
            }
        }
        println!(
            "power cuts at {steps} steps, old data set: {with_old}, incremental: {incremental}; \
             lost: 0; records taken over: {taken}"
        );
    }
}

#[test]
fn any_step_may_fail() {
    for incremental in [false, true] {
        let place = Place::new(incremental);
        place.reset(true);
        let (steps, mut taken) = (steps(&place), 0);
        let cases = (0..steps).flat_map(|number| ERRORS.map(|error| (number, error)));
        // An incremental run takes nearly the same steps.
        for (number, error) in cases.step_by(if incremental { 3 } else { 1 }) {
            place.reset(true);
            let (disk, _) =
                at_step(
                    number,
                    move |step| {
                        if step == number { Err(io::Error::from_raw_os_error(error)) } else { Ok(()) }
                    },
                );
            let outcome = place.run("new", false, &disk);
            let when = format!("step {number} of {steps}, {outcome:?}");
            match outcome {
                // What could not be removed once the new files were in their place is left to the next run.
                Ok(_) => assert!(place.files() == place.new, "{when}"),
                Err(failure) => {
                    let message = failure.to_string();
                    let said = message.contains("No space left") || message.contains("Input/output error");
                    assert!(said && message.contains(&*place.home().to_string_lossy()), "{message}");
                    if !has_work(&place.output()) {
                        place.assert_no_leftovers(&when);
                    }
                }
            }
            taken += place.assert_nothing_lost(true, &when);
        }
        println!("ENOSPC and EIO at {steps} steps, incremental: {incremental}; lost: 0; records taken over: {taken}");
    }
}

/// Where a file that is no run's lies in the folder, new files come one by one: then the manifest is gone for that moment.
#[test]
fn beside_foreign_files_a_torn_data_set_has_no_manifest() {
    let place = Place::new(false);
    let prepare = || {
        place.reset(true);
        std::fs::write(place.output().join("notes.txt"), "mine").unwrap();
    };
    prepare();
    let steps = steps(&place);
    for number in (0..steps).rev().step_by(2) {
        prepare();
        let (disk, _) = at_step(number, |_| Err(io::Error::from_raw_os_error(28)));
        let outcome = place.run("new", false, &disk);
        let when = format!("step {number} of {steps}, {outcome:?}");
        let mut found = place.files();
        assert_eq!(found.remove("notes.txt").as_deref(), Some(&b"mine"[..]), "{when}");
        let is_torn = !found.contains_key("manifest.json");
        assert!(is_torn || found == place.old || found == place.new, "{when}: {:?}", found.keys());
        assert_eq!(verify(&place.output()).unwrap().is_sound(), !is_torn, "{when}");
        let has_work = has_work(&place.output());
        let again = place.run("new", true, &Disk::default());
        if is_torn && !has_work {
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
    let place = Place::new(false);
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
        let outcome = inputs.try_for_each(|input| place.run(input, false, &Disk::default()).map(|_| ()));
        done.store(true, Ordering::SeqCst);
        outcome.unwrap();
    });
    assert!(seen.load(Ordering::SeqCst) > 20);
}
