package earshot.ui.meetings;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.ui.kit.CanvasListView;
import earshot.ui.kit.Ellipsis;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ThemeColors;
import earshot.ui.kit.ThemeColors.ColorRole;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/// Lays out and paints the transcript: each line takes as many rows as its text needs at the current width.
final class TranscriptRowPainter {
    /// Left edges of the columns in pixels.
    static final double TIME = 12;
    static final double SPEAKER = 82;
    /// Leaves room for a device id, where the speaker has no name.
    static final double TEXT = 226;
    private static final double STATE_WIDTH = 92;
    private static final double SLANT = -0.2;
    private static final ColorRole[] SPEAKER_COLORS = {ColorRole.IN, ColorRole.OUT, ColorRole.OK, ColorRole.WARN};

    private final Texts texts;
    private final MeetingFormatter formatter;
    private final Font font;
    private final Font small;
    private final Text measure = new Text();
    private final Map<Integer, Double> widths = new HashMap<>();
    private final Map<String, ColorRole> speakerColors = new HashMap<>();
    private final Map<String, List<String>> wrappedTexts = new HashMap<>();
    private final List<Integer> rowLines = new ArrayList<>();
    private final List<String> rowTexts = new ArrayList<>();
    private List<TranscriptLine> lines = List.of();
    private long[] firstRows = {0};
    private Optional<MeetingTranscript> transcript = Optional.empty();
    private String highlight = "";
    private double textWidth;

    TranscriptRowPainter(Texts texts, MeetingFormatter formatter, Font font) {
        this.texts = texts;
        this.formatter = formatter;
        this.font = font;
        small = Font.font(font.getFamily(), 12);
        measure.setFont(font);
    }

    /// @param highlighted search words to mark
    void show(Optional<MeetingTranscript> next, List<TranscriptLine> nextLines, String highlighted) {
        if (next.isEmpty()) {
            speakerColors.clear();
        }
        transcript = next;
        lines = nextLines;
        lines.forEach(line -> {
            if (line instanceof TranscriptLine.SegmentLine(MeetingSentence meetingSentence)) {
                colorOf(meetingSentence.speaker());
            }
        });
        highlight = highlighted;
        layout();
    }

    /// Wraps the lines again if the width has changed.
    void setWidth(double width) {
        double next = Math.max(60, width - TEXT - STATE_WIDTH);
        if (next != textWidth) {
            textWidth = next;
            wrappedTexts.clear();
            layout();
        }
    }

    private void layout() {
        if (wrappedTexts.size() > 20_000) {
            wrappedTexts.clear();
        }
        rowLines.clear();
        rowTexts.clear();
        firstRows = new long[lines.size() + 1];
        for (int i = 0; i < lines.size(); i++) {
            firstRows[i] = rowLines.size();
            for (String part : wrappedTexts.computeIfAbsent(textOf(lines.get(i)), text -> TextWrapper.wrap(text, textWidth, this::width))) {
                rowLines.add(i);
                rowTexts.add(part);
            }
        }
        firstRows[lines.size()] = rowLines.size();
    }

    private String textOf(TranscriptLine line) {
        return switch (line) {
            case TranscriptLine.SegmentLine _, TranscriptLine.MarkLine _ -> line.text();
            case TranscriptLine.PauseLine(Meeting.Pause pause) -> formatter.pause(pause);
            case TranscriptLine.EndLine(Instant end, Optional<Meeting.EndCause> cause) -> formatter.end(end, cause);
        };
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
        return rowLines.size();
    }

    int lineIndexOf(long row) {
        return rowLines.get((int) row);
    }

    long firstRowOf(long line) {
        return firstRows[(int) Math.clamp(line, 0, lines.size())];
    }

    TranscriptLine line(long row) {
        return lines.get(lineIndexOf(row));
    }

    /// The first row of the line with this key, -1 if there is none.
    long firstRowOfKey(long key) {
        return IntStream.range(0, lines.size()).filter(i -> lines.get(i).key() == key).mapToLong(i -> firstRows[i]).findFirst().orElse(-1);
    }

    void paint(GraphicsContext g, ThemeColors themeColors, long row, double y, double width) {
        TranscriptLine line = line(row);
        boolean first = firstRowOf(lineIndexOf(row)) == row;
        double middle = y + CanvasListView.ROW / 2;
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(small);
        if (first) {
            g.setFill(themeColors.get(ColorRole.MUTED));
            transcript.ifPresent(of -> g.fillText(MeetingFormatter.elapsed(of.meeting(), line.at()), TIME, middle));
        }
        switch (line) {
            case TranscriptLine.SegmentLine(MeetingSentence meetingSentence) -> paint(g, themeColors, meetingSentence, rowTexts.get((int) row), first, middle,
                width);
            case TranscriptLine.MarkLine _ -> {
                g.setFill(themeColors.get(ColorRole.WARN_SOFT));
                g.fillRoundRect(SPEAKER - 6, y + 3, width - SPEAKER - 6, CanvasListView.ROW - 6, 8, 8);
                g.setFill(themeColors.get(ColorRole.WARN));
                g.setFont(small);
                g.fillText(first ? texts.get("meetings.mark.here") : "", SPEAKER, middle);
                g.setFont(font);
                g.fillText(rowTexts.get((int) row), TEXT, middle);
            }
            case TranscriptLine.PauseLine _, TranscriptLine.EndLine _ -> paintBreak(g, themeColors, rowTexts.get((int) row), first, y, width);
        }
    }

    /// A line across the transcript where it was interrupted, and what happened there.
    private void paintBreak(GraphicsContext g, ThemeColors themeColors, String part, boolean first, double y, double width) {
        g.setFill(themeColors.get(ColorRole.MUTED));
        g.fillText(part, TEXT, y + CanvasListView.ROW / 2);
        if (first) {
            g.setStroke(themeColors.get(ColorRole.MUTED));
            g.setLineWidth(1);
            g.setLineDashes(4, 4);
            g.strokeLine(TIME, Math.rint(y) + 1.5, width - TIME, Math.rint(y) + 1.5);
            g.setLineDashes();
        }
    }

    private void paint(GraphicsContext g, ThemeColors themeColors, MeetingSentence meetingSentence, String part, boolean first, double middle, double width) {
        boolean counts = meetingSentence.counts();
        if (first) {
            g.setFont(font);
            g.setFill(themeColors.get(counts ? colorOf(meetingSentence.speaker()) : ColorRole.MUTED));
            g.fillText(ellipsize(speaker(meetingSentence), TEXT - SPEAKER - 12), SPEAKER, middle);
            state(meetingSentence).ifPresent(state -> {
                g.setFont(small);
                g.setFill(themeColors.get(ColorRole.MUTED));
                g.setTextAlign(TextAlignment.RIGHT);
                g.fillText(state, width - 12, middle);
                g.setTextAlign(TextAlignment.LEFT);
            });
        }
        g.setFont(font);
        for (int[] span : highlight.isEmpty() ? List.<int[]>of() : SearchHighlighter.spans(part, highlight)) {
            g.setFill(themeColors.get(ColorRole.WARN_SOFT));
            g.fillRect(TEXT + width(part.substring(0, span[0])), middle - 10, width(part.substring(span[0], span[1])), 20);
        }
        paintWords(g, themeColors, meetingSentence.status(), part, middle);
    }

    private void paintWords(GraphicsContext g, ThemeColors themeColors, MeetingSentence.Status status, String part, double middle) {
        switch (status) {
            case MERGED -> {
                g.setFill(themeColors.get(ColorRole.TEXT));
                g.fillText(part, TEXT, middle);
            }
            case PENDING -> {
                // pending text is slanted by a transform because the font has no italics
                g.save();
                g.translate(TEXT, middle);
                g.transform(1, 0, SLANT, 1, 0, 0);
                g.setFill(themeColors.get(ColorRole.MUTED));
                g.fillText(part, 0, 0);
                g.restore();
            }
            case DUPLICATE -> {
                g.setFill(themeColors.get(ColorRole.MUTED));
                g.fillText(part, TEXT, middle);
                g.setStroke(themeColors.get(ColorRole.MUTED));
                g.setLineWidth(1);
                g.strokeLine(TEXT, Math.rint(middle) + 0.5, TEXT + width(part), Math.rint(middle) + 0.5);
            }
        }
    }

    private String speaker(MeetingSentence sentence) {
        return ControlCharacters.toSpaces(transcript.map(of -> formatter.speaker(of, sentence.speaker())).orElse(sentence.speaker()));
    }

    /// The speaker of a row, where the name does not fit.
    Optional<String> cutSpeaker(long row) {
        return line(row) instanceof TranscriptLine.SegmentLine(MeetingSentence sentence) && width(speaker(sentence)) > TEXT - SPEAKER - 12
            ? Optional.of(speaker(sentence))
            : Optional.empty();
    }

    private Optional<String> state(MeetingSentence meetingSentence) {
        return switch (meetingSentence.status()) {
            case PENDING -> Optional.of(texts.get("meetings.line.pending"));
            case DUPLICATE -> Optional.of(texts.get("meetings.line.repeat"));
            case MERGED -> meetingSentence.original().map(_ -> texts.get("meetings.line.edited"));
        };
    }

    /// Speakers get colors in the order in which they first speak.
    private ColorRole colorOf(String speaker) {
        return speakerColors.computeIfAbsent(speaker, _ -> SPEAKER_COLORS[speakerColors.size() % SPEAKER_COLORS.length]);
    }

    private String ellipsize(String text, double maxWidth) {
        if (width(text) <= maxWidth) {
            return text;
        }
        int end = text.length();
        while (end > 1 && width(text.substring(0, end)) + width(Ellipsis.MARK) > maxWidth) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + Ellipsis.MARK;
    }

    /// The line as text, for screen readers and the clipboard.
    String accessibleText(long row) {
        TranscriptLine line = line(row);
        String time = transcript.map(MeetingTranscript::meeting).map(of -> MeetingFormatter.elapsed(of, line.at())).orElse("");
        return switch (line) {
            case TranscriptLine.SegmentLine(MeetingSentence meetingSentence) -> time + "  "
                + transcript.map(of -> formatter.speaker(of, meetingSentence.speaker())).orElse("") + "  " + meetingSentence.text()
                + state(meetingSentence).map(state -> "  " + state).orElse("");
            case TranscriptLine.PauseLine _, TranscriptLine.EndLine _ -> time + "  " + textOf(line);
            case TranscriptLine.MarkLine markLine -> time + "  " + texts.get("meetings.mark.here") + "  " + markLine.text();
        };
    }
}
