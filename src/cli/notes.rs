//! An article with notes at its side: who says it, which law it is, between whom.

use std::fmt::Write as _;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::wrap::{Line, Wrap};
use crate::export::{Part, Table, cell};
use crate::finished::position;
use crate::model::{Records, Span};

pub(super) const STATEMENT: Style = AnsiColor::Cyan.on_default();
const SPEAKER: Style = Style::new().bold();
const LAW: Style = AnsiColor::Yellow.on_default().underline();
const INITIATIVE: Style = AnsiColor::Green.on_default().italic();
const FAINT: Style = Style::new().dimmed();

/// Narrower than this, notes stand below their paragraph.
const SIDE_BY_SIDE: usize = 84;

/// A part of the text that stands out, and the note to it.
#[derive(Debug)]
pub(super) struct Mark {
    /// Bytes of the text.
    span: Span,
    style: Style,
    /// `s1`; none for the name of a speaker, which has no note.
    label: Option<String>,
    note: Vec<(Style, String)>,
}

/// What to mark in the text of a document, by where it begins.
pub(super) fn marks(records: &Records, part: &Part) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut add = |table, letter: char, at: usize, span, style: Style| {
        let label = Some(format!("{letter}{}", at + 1));
        let row = |name: &str| {
            let rows = part.rows(table);
            let value = cell(rows.column(position(table, name)).as_ref(), at);
            value.unwrap_or_default()
        };
        let note = match table {
            Table::Laws => law(row),
            Table::Initiatives => initiative(row),
            _ => statement(row),
        };
        marks.push(Mark { span, style, label, note });
    };
    for (at, row) in records.statements.iter().enumerate() {
        add(Table::Statements, 's', at, row.mention.span, STATEMENT);
    }
    for (at, row) in records.laws.iter().enumerate() {
        add(Table::Laws, 'l', at, row.mention.span, LAW);
    }
    for (at, row) in records.initiatives.iter().enumerate() {
        add(Table::Initiatives, 'i', at, row.mention.span, INITIATIVE);
    }
    let speakers = records.statements.iter().filter_map(|row| row.speaker.and_then(|speaker| speaker.written));
    marks.extend(speakers.map(|span| Mark { span, style: SPEAKER, label: None, note: Vec::new() }));
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    marks
}

type Note = Vec<(Style, String)>;

fn joined(values: &[String], between: &str) -> String {
    values.iter().filter(|value| !value.is_empty()).cloned().collect::<Vec<_>>().join(between)
}

fn sure(confidence: &str) -> String {
    confidence.parse::<f64>().map_or_else(|_| String::new(), |share| format!("{:.0}%", share * 100.0))
}

fn statement(row: impl Fn(&str) -> String) -> Note {
    let name = [row("speaker_name"), row("speaker")].into_iter().find(|name| !name.is_empty());
    let said =
        if row("continues").is_empty() { joined(&[row("cue_class"), row("mode")], ", ") } else { "goes on".into() };
    vec![
        (SPEAKER, name.unwrap_or_else(|| "(not named)".to_owned())),
        (Style::new(), joined(&[row("speaker_role"), row("speaker_org")], ", ")),
        (FAINT, row("speaker_id")),
        (FAINT, joined(&[said, sure(&row("confidence"))], " · ")),
    ]
}

fn law(row: impl Fn(&str) -> String) -> Note {
    let (id, title) = (row("law_id"), row("law_title"));
    let status = row("status_on_date");
    let status = if status == "unknown" { String::new() } else { status };
    vec![
        (SPEAKER, if id.is_empty() { "(not identified)".to_owned() } else { id }),
        (Style::new(), title),
        (FAINT, joined(&[row("doc_type"), status, row("resolution"), sure(&row("confidence"))], " · ")),
    ]
}

fn initiative(row: impl Fn(&str) -> String) -> Note {
    let parties: Vec<serde_json::Value> = serde_json::from_str(&row("participants")).unwrap_or_default();
    let parties: Vec<_> = parties.iter().filter_map(|party| party["name"].as_str().map(ToOwned::to_owned)).collect();
    vec![
        (SPEAKER, joined(&[row("kind"), row("status")], ", ")),
        (Style::new(), joined(&parties, " – ")),
        (FAINT, sure(&row("confidence"))),
    ]
}

/// How an article is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// Columns.
    pub width: usize,
    /// Whether there are colours; labels stand in brackets if not.
    pub colour: bool,
}

impl Layout {
    fn style(self, style: Style) -> Style {
        if self.colour { style } else { Style::new() }
    }

    /// Writes a text, paragraph by paragraph, each with the notes to what begins in it.
    pub fn article(self, text: &str, marks: &[Mark], out: &mut impl Write) -> io::Result<()> {
        let is_wide = self.width >= SIDE_BY_SIDE;
        let note_width = if is_wide { (self.width / 3).min(44) } else { self.width - 4 };
        let text_width = if is_wide { self.width - note_width - 3 } else { self.width };
        let (mut start, mut first) = (0, 0);
        for paragraph in text.split("\n\n") {
            let span = Span::new(start, start + paragraph.len() as u32);
            start = span.end + 2;
            // Marks begin in order; some of those before may reach into this paragraph, never beyond it.
            let last = first + marks[first..].partition_point(|mark| mark.span.start < span.end);
            let here = &marks[first..last];
            first = last;
            let lines = self.paragraph(text, span, here, text_width);
            let notes = here.iter().filter(|mark| mark.label.is_some()).map(|mark| {
                let line = lines.partition_point(|line| line.start <= mark.span.start).saturating_sub(1);
                (line, self.note(mark, note_width))
            });
            if is_wide {
                self.side_by_side(&lines, notes, text_width, out)?;
            } else {
                lines.iter().try_for_each(|line| writeln!(out, "{}", line.text))?;
                for line in notes.flat_map(|(_, lines)| lines) {
                    writeln!(out, "    {}", line.text)?;
                }
            }
            writeln!(out)?;
        }
        Ok(())
    }

    /// The lines of a paragraph, cut where a mark begins or ends.
    fn paragraph(self, text: &str, span: Span, marks: &[Mark], width: usize) -> Vec<Line> {
        let mut wrap = Wrap::new(width);
        let mut cuts: Vec<u32> = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end.min(span.end)]).collect();
        cuts.extend([span.start, span.end]);
        cuts.sort_unstable();
        cuts.dedup();
        // Those that have begun and not ended: few, however many there are in all.
        let (mut open, mut next): (Vec<&Mark>, usize) = (Vec::new(), 0);
        for (&at, &end) in cuts.iter().zip(cuts.iter().skip(1)) {
            while let Some(mark) = marks.get(next).filter(|mark| mark.span.start == at) {
                open.push(mark);
                next += 1;
                self.label(mark, at, &mut wrap);
            }
            wrap.style(open.iter().fold(Style::new(), |style, mark| {
                let mark = self.style(mark.style);
                let colour = mark.get_fg_color().or(style.get_fg_color());
                style.fg_color(colour).effects(style.get_effects() | mark.get_effects())
            }));
            wrap.text(Span::new(at, end).of(text), at);
            for mark in open.extract_if(.., |mark| mark.span.end <= end).collect::<Vec<_>>().into_iter().rev() {
                if let Some(label) = mark.label.as_ref().filter(|_| !self.colour) {
                    wrap.glued(&format!(" |{label}]"), end);
                }
            }
        }
        wrap.finish()
    }

    fn label(self, mark: &Mark, at: u32, wrap: &mut Wrap) {
        let Some(label) = &mark.label else { return };
        if self.colour {
            wrap.style(mark.style.effects(anstyle::Effects::BOLD | anstyle::Effects::INVERT));
            wrap.glued(label, at);
            wrap.style(Style::new());
            wrap.glued(" ", at);
        } else {
            wrap.glued(&format!("[{label}| "), at);
        }
    }

    /// The lines of a note.
    fn note(self, mark: &Mark, width: usize) -> Vec<Line> {
        let mut wrap = Wrap::new(width);
        wrap.style(self.style(mark.style.effects(anstyle::Effects::BOLD)));
        wrap.glued(mark.label.as_deref().unwrap_or_default(), 0);
        wrap.style(Style::new());
        wrap.break_here();
        for (at, (style, text)) in mark.note.iter().filter(|(_, text)| !text.is_empty()).enumerate() {
            if at > 0 {
                wrap.new_line();
            }
            wrap.style(self.style(*style));
            wrap.text(text, 0);
            wrap.style(Style::new());
        }
        wrap.finish()
    }

    /// Lines with notes beside them, each as high as it may stand without touching the one before.
    fn side_by_side(
        self,
        lines: &[Line],
        notes: impl Iterator<Item = (usize, Vec<Line>)>,
        width: usize,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let mut beside: Vec<Option<Line>> = vec![None; lines.len()];
        let mut free = 0;
        for (line, note) in notes {
            let begin = line.max(free);
            free = begin + note.len();
            beside.resize(beside.len().max(free), None);
            for (place, line) in beside[begin..].iter_mut().zip(note) {
                *place = Some(line);
            }
        }
        let bar = self.style(FAINT);
        for (at, note) in beside.iter().enumerate() {
            let mut text = lines.get(at).cloned().unwrap_or_default();
            if let Some(note) = note {
                // Writing to a string does not fail.
                let _ = write!(text.text, "{:1$} {bar}│{bar:#} {2}", "", width - text.width, note.text);
            }
            writeln!(out, "{}", text.text)?;
        }
        Ok(())
    }
}
