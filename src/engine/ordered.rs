//! A parallel map whose results come out in order, with a bounded number of items on the way.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{Receiver, Sender, bounded};

use super::RunError;

/// Items on the way for each worker: enough that one slow item does not leave the others without work.
const AHEAD: usize = 4;

/// What a worker has made of an item, or the message of a panic.
type Outcome<R> = Result<R, String>;
type Job<T, R> = (T, Sender<Outcome<R>>);

/// Calls `work` on `threads` threads, each with a state of its own, for every item, and `sink` on the calling thread for
/// every result in the order of the items. `items` is called, and its iterator run, on one more thread. Where one thread is
/// asked for, all is done on the calling one.
///
/// # Errors
/// The first that `sink` gives; [`RunError::Internal`] for a panic. What is on the way is then abandoned.
pub(super) fn map<I, S, R>(
    threads: usize,
    items: impl FnOnce() -> I + Send,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, I::Item) -> R + Sync,
    sink: impl FnMut(R) -> Result<(), RunError>,
) -> Result<(), RunError>
where
    I: Iterator,
    I::Item: Send,
    R: Send,
{
    if threads == 1 {
        return on_one_thread(items, state, work, sink);
    }
    let workers = rayon::ThreadPoolBuilder::new().num_threads(threads).thread_name(|n| format!("worker {n}")).build();
    let workers = workers.map_err(|error| RunError::Internal(format!("cannot start {threads} threads: {error}")))?;
    let abandoned = AtomicBool::new(false);
    let (jobs, todo) = bounded::<Job<I::Item, R>>(threads * AHEAD);
    let (order, results) = bounded::<Receiver<Outcome<R>>>(threads * AHEAD);
    std::thread::scope(|scope| {
        scope.spawn(move || produce(items, &jobs, &order));
        workers.in_place_scope(|scope| {
            scope.spawn_broadcast(|_, _| consume(&todo, &state, &work, &abandoned));
            let outcome = collect(results, sink);
            abandoned.store(true, Ordering::Relaxed);
            outcome
        })
    })
}

fn on_one_thread<I: Iterator, S, R>(
    items: impl FnOnce() -> I,
    state: impl Fn() -> S,
    work: impl Fn(&mut S, I::Item) -> R,
    mut sink: impl FnMut(R) -> Result<(), RunError>,
) -> Result<(), RunError> {
    let all = || {
        let mut state = state();
        items().try_for_each(|item| sink(work(&mut state, item)))
    };
    guarded(all).map_err(RunError::Internal)?
}

/// Hands each item to the workers, and the place where its result will arrive to the collector. Ends when the items do, or
/// when the collector has gone.
fn produce<I: Iterator, R>(
    items: impl FnOnce() -> I,
    jobs: &Sender<Job<I::Item, R>>,
    order: &Sender<Receiver<Outcome<R>>>,
) {
    let outcome = guarded(|| {
        for item in items() {
            let (reply, result) = bounded(1);
            if order.send(result).is_err() || jobs.send((item, reply)).is_err() {
                return;
            }
        }
    });
    if let Err(message) = outcome {
        let (reply, result) = bounded(1);
        // If nobody listens any more, another error has been reported.
        let _ = reply.send(Err(message));
        let _ = order.send(result);
    }
}

fn consume<T, S, R>(
    jobs: &Receiver<Job<T, R>>,
    state: impl Fn() -> S,
    work: impl Fn(&mut S, T) -> R,
    abandoned: &AtomicBool,
) {
    let mut state = state();
    for (item, reply) in jobs {
        if abandoned.load(Ordering::Relaxed) {
            continue;
        }
        // Nobody listens after an error: then the result is not wanted.
        let _ = reply.send(guarded(|| work(&mut state, item)));
    }
}

fn collect<R>(
    results: Receiver<Receiver<Outcome<R>>>,
    mut sink: impl FnMut(R) -> Result<(), RunError>,
) -> Result<(), RunError> {
    for result in results {
        let outcome = result.recv().unwrap_or_else(|_| Err("a worker ended early".to_owned()));
        sink(outcome.map_err(RunError::Internal)?)?;
    }
    Ok(())
}

/// Calls a function; the message of its panic, should it panic. What it was changing must be reset or given up by the
/// caller.
pub(super) fn guarded<R>(call: impl FnOnce() -> R) -> Outcome<R> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|payload| {
        let text = payload.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("a panic without a message").to_owned()
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    #[test]
    fn results_come_in_order_and_few_at_a_time() {
        for threads in [1, 3, 8] {
            let (begun, mut ended) = (AtomicUsize::new(0), 0);
            let items = || (0..500).inspect(|_| _ = begun.fetch_add(1, Ordering::SeqCst));
            let work = |(): &mut (), n: usize| {
                std::thread::sleep(std::time::Duration::from_micros((n * 7 % 13) as u64 * 10));
                n
            };
            let sink = |n| {
                assert_eq!(n, ended);
                ended += 1;
                assert!(begun.load(Ordering::SeqCst) - n <= threads * (AHEAD + 1) + 2, "bounded");
                Ok(())
            };
            map(threads, items, || (), work, sink).unwrap();
            assert_eq!(ended, 500);
        }
    }

    #[test]
    fn an_error_ends_an_endless_run() {
        let sink = |n| if n == 10 { Err(RunError::Interrupted) } else { Ok(()) };
        let outcome = map(2, || 0.., || (), |(), n: u32| n, sink);
        assert!(matches!(outcome, Err(RunError::Interrupted)));
    }

    #[test]
    fn panics_are_errors() {
        let outcome = map(2, || 0..50, || (), |(), n: u32| assert_ne!(n, 20, "twenty"), |()| Ok(()));
        assert!(outcome.unwrap_err().to_string().contains("twenty"));
        let items = || (0..3).inspect(|n| assert_ne!(*n, 2, "two"));
        assert!(map(1, items, || (), |(), _| (), |()| Ok(())).unwrap_err().to_string().contains("two"));
    }
}
