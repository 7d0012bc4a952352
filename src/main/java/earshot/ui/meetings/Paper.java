package earshot.ui.meetings;

import earshot.meeting.Meeting;
import earshot.meeting.Segment;
import earshot.meeting.Transcript;
import earshot.ui.part.Inks;
import earshot.ui.part.Inks.Ink;
import earshot.ui.part.PaintedList;
import earshot.ui.part.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/// Lays out and paints the transcript: each line takes as many rows as its text needs at the current width.
final class Paper {
    /// Left edges of the columns in pixels.
    static final double TIME = 12;
    static final double SPEAKER = 82;
    static final double TEXT = 196;
    private static final double STATE_WIDTH = 92;
    private static final double SLANT = -0.2;
    private static final Ink[] SPEAKERS = {Ink.IN, Ink.OUT, Ink.OK, Ink.WARN};

    private final Texts texts;
    private final MeetingWords words;
    private final Font font;
    private final Font small;
    private final Text measure = new Text();
    private final Map<Integer, Double> widths = new HashMap<>();
    private final Map<String, Ink> inks = new HashMap<>();
    private final Map<String, List<String>> wraps = new HashMap<>();
    private final List<Integer> owners = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();
    private List<Line> lines = List.of();
    private long[] firsts = {0};
    private Optional<Transcript> transcript = Optional.empty();
    private String highlight = "";
    private double room;

    /// @param font of the sentences
    Paper(Texts texts, MeetingWords words, Font font) {
        this.texts = texts;
        this.words = words;
        this.font = font;
        small = Font.font(font.getFamily(), 12);
        measure.setFont(font);
    }

    /// @param highlighted search words to mark
    void show(Optional<Transcript> next, List<Line> nextLines, String highlighted) {
        if (next.isEmpty()) {
            inks.clear();
        }
        transcript = next;
        lines = nextLines;
        lines.forEach(line -> {
            if (line instanceof Line.Sentence(Segment segment)) {
                inkOf(segment.speaker());
            }
        });
        highlight = highlighted;
        lay();
    }

    /// Wraps the lines again if the width has changed.
    void widen(double width) {
        double next = Math.max(60, width - TEXT - STATE_WIDTH);
        if (next != room) {
            room = next;
            wraps.clear();
            lay();
        }
    }

    private void lay() {
        if (wraps.size() > 20_000) {
            wraps.clear();
        }
        owners.clear();
        parts.clear();
        firsts = new long[lines.size() + 1];
        for (int i = 0; i < lines.size(); i++) {
            firsts[i] = owners.size();
            for (String part : wraps.computeIfAbsent(lines.get(i).text(), text -> Wrap.lines(text, room, this::width))) {
                owners.add(i);
                parts.add(part);
            }
        }
        firsts[lines.size()] = owners.size();
    }

    private double width(int character) {
        return widths.computeIfAbsent(character, c -> {
            measure.setText(Character.toString(c));
            return measure.getLayoutBounds().getWidth();
        });
    }

    private double width(String text) {
        return text.codePoints().mapToDouble(this::width).sum();
    }

    long rows() {
        return owners.size();
    }

    int owner(long row) {
        return owners.get((int) row);
    }

    /// The first row of a line.
    long rowOf(long line) {
        return firsts[(int) Math.clamp(line, 0, lines.size())];
    }

    Line line(long row) {
        return lines.get(owner(row));
    }

    /// The first row of the line with this key, -1 if there is none.
    long rowOfKey(long key) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).key() == key) {
                return firsts[i];
            }
        }
        return -1;
    }

    void paint(GraphicsContext g, Inks ink, long row, double y, double width) {
        Line line = line(row);
        boolean first = rowOf(owner(row)) == row;
        double middle = y + PaintedList.ROW / 2;
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(small);
        if (first) {
            g.setFill(ink.get(Ink.MUTED));
            transcript.ifPresent(of -> g.fillText(MeetingWords.since(of.meeting(), line.at()), TIME, middle));
        }
        switch (line) {
            case Line.Sentence(Segment segment) -> paint(g, ink, segment, parts.get((int) row), first, middle, width);
            case Line.Flag _ -> {
                g.setFill(ink.get(Ink.WARN_SOFT));
                g.fillRoundRect(SPEAKER - 6, y + 3, width - SPEAKER - 6, PaintedList.ROW - 6, 8, 8);
                g.setFill(ink.get(Ink.WARN));
                g.setFont(small);
                g.fillText(first ? texts.get("meetings.mark.here") : "", SPEAKER, middle);
                g.setFont(font);
                g.fillText(parts.get((int) row), TEXT, middle);
            }
        }
    }

    private void paint(GraphicsContext g, Inks ink, Segment segment, String part, boolean first, double middle, double width) {
        boolean counts = segment.counts();
        if (first) {
            g.setFont(font);
            g.setFill(ink.get(counts ? inkOf(segment.speaker()) : Ink.MUTED));
            g.fillText(cut(transcript.map(of -> words.speaker(of, segment.speaker())).orElse(segment.speaker()), TEXT - SPEAKER - 12), SPEAKER, middle);
            state(segment).ifPresent(state -> {
                g.setFont(small);
                g.setFill(ink.get(Ink.MUTED));
                g.setTextAlign(TextAlignment.RIGHT);
                g.fillText(state, width - 12, middle);
                g.setTextAlign(TextAlignment.LEFT);
            });
        }
        g.setFont(font);
        for (int[] span : highlight.isEmpty() ? List.<int[]>of() : Highlight.spans(part, highlight)) {
            g.setFill(ink.get(Ink.WARN_SOFT));
            g.fillRect(TEXT + width(part.substring(0, span[0])), middle - 10, width(part.substring(span[0], span[1])), 20);
        }
        switch (segment.status()) {
            case MERGED -> {
                g.setFill(ink.get(Ink.TEXT));
                g.fillText(part, TEXT, middle);
            }
            case PENDING -> {
                // pending text is slanted by a transform because the font has no italics
                g.save();
                g.translate(TEXT, middle);
                g.transform(1, 0, SLANT, 1, 0, 0);
                g.setFill(ink.get(Ink.MUTED));
                g.fillText(part, 0, 0);
                g.restore();
            }
            case DUPLICATE -> {
                g.setFill(ink.get(Ink.MUTED));
                g.fillText(part, TEXT, middle);
                g.setStroke(ink.get(Ink.MUTED));
                g.setLineWidth(1);
                g.strokeLine(TEXT, Math.rint(middle) + 0.5, TEXT + width(part), Math.rint(middle) + 0.5);
            }
        }
    }

    private Optional<String> state(Segment segment) {
        return switch (segment.status()) {
            case PENDING -> Optional.of(texts.get("meetings.line.pending"));
            case DUPLICATE -> Optional.of(texts.get("meetings.line.repeat"));
            case MERGED -> segment.original().map(_ -> texts.get("meetings.line.edited"));
        };
    }

    /// Speakers get colours in the order in which they first speak.
    private Ink inkOf(String speaker) {
        return inks.computeIfAbsent(speaker, _ -> SPEAKERS[inks.size() % SPEAKERS.length]);
    }

    private String cut(String text, double most) {
        if (width(text) <= most) {
            return text;
        }
        int end = text.length();
        while (end > 1 && width(text.substring(0, end)) + width('…') > most) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "…";
    }

    /// The line as text, for screen readers and the clipboard.
    String spoken(long row) {
        Line line = line(row);
        String time = transcript.map(Transcript::meeting).map((Meeting of) -> MeetingWords.since(of, line.at())).orElse("");
        return switch (line) {
            case Line.Sentence(Segment segment) -> time + "  " + transcript.map(of -> words.speaker(of, segment.speaker())).orElse("") + "  " + segment.text()
                + state(segment).map(state -> "  " + state).orElse("");
            case Line.Flag flag -> time + "  " + texts.get("meetings.mark.here") + "  " + flag.text();
        };
    }
}
