//! The whole job against lower bounds on the same file, each in a process of its own, in turn:
//! `cargo bench --bench end_to_end -- news.jsonl [ROUNDS]`. Without a file, made-up articles are read.
//!
//! CPU time is that of the whole process, all threads, from the moment the file is opened (automata are built before). Of
//! several rounds the least is shown: other work on the machine only ever adds.

mod made;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use made::growth;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use memchr::memchr_iter;
use serde::Deserialize;
use trichdan::config::{Overrides, Settings};
use trichdan::engine::{self, Control, Scratch, process_one};
use trichdan::lexicon::Lexicon;
use trichdan::model::Document;

/// What is measured, and what it is called.
const TASKS: &[(&str, &str)] = &[
    ("run-1", "trichdan run, 1 thread"),
    ("run-2", "trichdan run, 2 threads"),
    ("parquet-1", "the same, Parquet only"),
    ("scan", "aho-corasick DFA, our phrases"),
    ("json", "JSON parse"),
    ("utf8", "UTF-8 check"),
    ("read", "read only"),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.first().map(String::as_str) {
        Some("task") => task(&arguments[1], Path::new(&arguments[2])),
        Some("growth") => growth(arguments.get(1).map(String::as_str)),
        first => {
            let rounds = arguments.get(1).map_or(5, |rounds| rounds.parse().expect("a number of rounds"));
            let home = tempfile::tempdir().expect("a folder");
            let file = first.map_or_else(|| made_file(home.path()), PathBuf::from);
            compare(&file, rounds);
        }
    }
}

fn made_file(home: &Path) -> PathBuf {
    let path = home.join("made.jsonl");
    std::fs::write(&path, made::json_lines(5_000, 4_000)).expect("a file");
    path
}

#[derive(Clone, Copy)]
struct Figures {
    cpu: Duration,
    wall: Duration,
    peak_kb: u64,
}

/// Runs every task in turn, so many times, and prints the best of each.
fn compare(file: &Path, rounds: usize) {
    let program = std::env::current_exe().expect("this program's name");
    let mut best: Vec<Option<Figures>> = vec![None; TASKS.len()];
    for _ in 0..rounds {
        for ((task, _), best) in TASKS.iter().zip(&mut best) {
            let output = Command::new(&program).arg("task").arg(task).arg(file).output().expect("a process");
            assert!(output.status.success(), "{task}: {}", String::from_utf8_lossy(&output.stderr));
            let text = String::from_utf8(output.stdout).expect("text");
            let numbers: Vec<u64> = text.split_whitespace().map(|word| word.parse().expect("a number")).collect();
            let [cpu, wall, peak_kb] = numbers[..] else { panic!("{task}: {text}") };
            let new = Figures { cpu: Duration::from_nanos(cpu), wall: Duration::from_nanos(wall), peak_kb };
            let old = best.unwrap_or(new);
            *best = Some(Figures {
                cpu: old.cpu.min(new.cpu),
                wall: old.wall.min(new.wall),
                peak_kb: old.peak_kb.min(new.peak_kb),
            });
        }
    }
    let megabytes = std::fs::metadata(file).expect("the file").len() as f64 / 1e6;
    let best: Vec<Figures> = best.into_iter().flatten().collect();
    let scan = TASKS.iter().position(|(task, _)| *task == "scan").expect("a task");
    println!("{megabytes:.1} MB, {} phrases, best of {rounds}\n", Lexicon::phrases().len());
    println!("| | CPU s | MB per CPU s | of the scan | wall s | peak MB |\n| --- | ---: | ---: | ---: | ---: | ---: |");
    for ((_, name), figures) in TASKS.iter().zip(&best) {
        let cpu = figures.cpu.as_secs_f64();
        println!(
            "| {name} | {cpu:.3} | {:.0} | {:.2} | {:.3} | {} |",
            megabytes / cpu,
            cpu / best[scan].cpu.as_secs_f64(),
            figures.wall.as_secs_f64(),
            figures.peak_kb / 1024
        );
    }
}

/// Does one task and prints CPU and wall time in nanoseconds and peak memory in kilobytes.
fn task(name: &str, file: &Path) {
    let (cpu, wall) = match name {
        "run-1" => timed(|| run(file, 1, None)),
        "run-2" => timed(|| run(file, 2, None)),
        "parquet-1" => timed(|| run(file, 1, Some(vec![trichdan::export::Format::Parquet]))),
        "scan" => {
            let automaton = automaton();
            timed(|| automaton.find_iter(&read(file)).count())
        }
        "json" => timed(|| json(&read(file))),
        "utf8" => timed(|| simdutf8::basic::from_utf8(&read(file)).expect("UTF-8").len()),
        "read" => timed(|| read(file).len()),
        other => panic!("no task {other}"),
    };
    println!("{} {} {}", cpu.as_nanos(), wall.as_nanos(), peak_kb());
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, Duration) {
    let (cpu, start) = (cpu_time(), Instant::now());
    std::hint::black_box(work());
    (cpu_time().saturating_sub(cpu), start.elapsed())
}

/// CPU time of this process, all threads.
fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Largest resident size, where the system tells it.
fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.trim().strip_suffix(" kB")).and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn read(file: &Path) -> Vec<u8> {
    std::fs::read(file).expect("the file")
}

fn run(file: &Path, threads: usize, formats: Option<Vec<trichdan::export::Format>>) {
    let home = tempfile::tempdir().expect("a folder");
    let overrides = Overrides {
        inputs: vec![file.display().to_string()],
        output: Some(home.path().join("out")),
        formats,
        threads: Some(threads),
        ..Overrides::default()
    };
    let settings = Settings::load(None, overrides).expect("settings");
    let control = Control { stop: &AtomicBool::new(false), progress: &mut |_| {} };
    engine::run(&settings, control).expect("a run");
}

/// The leftmost longest of our phrases, as they are written in the lexicons.
fn automaton() -> AhoCorasick {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(Lexicon::phrases())
        .expect("an automaton")
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    text: std::borrow::Cow<'a, str>,
}

fn json(bytes: &[u8]) -> usize {
    let ends = memchr_iter(b'\n', bytes).chain([bytes.len()]);
    let mut start = 0;
    let mut total = 0;
    for end in ends {
        let line = bytes[start..end].trim_ascii();
        start = (end + 1).min(bytes.len());
        if !line.is_empty() {
            total += serde_json::from_slice::<Line>(line).expect("a record").text.len();
        }
    }
    total
}

/// Whether time grows in step with length: one long document against the same bytes in short ones, and many of one thing:
/// `cargo bench --bench end_to_end -- growth [KIND]`.
fn growth(only: Option<&str>) {
    const WHOLE: usize = 10_000_000;
    const PART: usize = 3_000;
    let scratch = RefCell::new(Scratch::default());
    let time = |documents: &[String]| {
        let rounds = (0..3).map(|_| {
            let start = cpu_time();
            for text in documents {
                let document = Document { doc_id: "a".into(), text: text.clone(), ..Document::default() };
                process_one(&document, &mut scratch.borrow_mut());
            }
            cpu_time().saturating_sub(start)
        });
        rounds.min().expect("rounds").as_secs_f64()
    };
    time(&[made::article(1, PART)]);
    let short: Vec<String> = (0..WHOLE / PART).map(|n| made::article(n as u64, PART)).collect();
    let long = [short.join("\n\n")];
    let (short, long) = (time(&short), time(&long));
    println!("10 MB in 3 kB documents {short:.2} s, in one {long:.2} s: {:.2} times", long / short);
    for (name, made) in growth::KINDS.iter().filter(|(name, _)| only.is_none_or(|only| name.contains(only))) {
        let cells = [2_000, 8_000, 32_000].map(|count| {
            let text = made(count);
            let seconds = time(std::slice::from_ref(&text));
            (text.len(), seconds, scratch.borrow().steps())
        });
        let [(bytes, first, _), (_, second, _), (most, third, steps)] = cells;
        println!(
            "{name:28} {:5} kB {:7.1} ms, 4 times as many {:5.1} times, 16 times {:5.1} times ({:5} kB, {steps} steps)",
            bytes / 1000,
            first * 1e3,
            second / first,
            third / first,
            most / 1000,
        );
    }
}
