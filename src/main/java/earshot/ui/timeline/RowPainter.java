package earshot.ui.timeline;

import earshot.event.Direction;
import earshot.event.Event;
import earshot.ui.part.Inks;
import earshot.ui.part.Inks.Ink;
import earshot.ui.part.PaintedList;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/// Paints one event as a row: time, time difference, device, direction, type, summary, size.
final class RowPainter {
    /// Left edges of the columns in pixels, also used by the header.
    static final double TIME = 12;
    static final double DELTA = 104;
    static final double DEVICE = 196;
    static final double ARROW = 338;
    static final double TYPE = 362;
    static final double SUMMARY = 478;
    static final double SIZE_WIDTH = 76;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final int LONGEST_SUMMARY = 400;

    private final TimelineViewModel model;
    private final Font font;
    private final Font small;
    private final Text measure = new Text();
    private final Map<String, String> cuts = new HashMap<>();
    private final Map<String, Double> widths = new HashMap<>();

    /// @param font of the window
    RowPainter(TimelineViewModel model, Font font) {
        this.model = model;
        this.font = font;
        small = Font.font(font.getFamily(), 12);
    }

    static String clock(Event event) {
        return CLOCK.format(event.at());
    }

    static String arrow(Direction direction) {
        return switch (direction) {
            case IN -> "←";
            case OUT -> "→";
            case HERE -> "•";
        };
    }

    /// `64 B`, `4.1 KB`; empty for events that are no messages.
    static String size(int bytes) {
        return bytes == 0 ? "" : bytes < 1024 ? bytes + " B" : String.format(Locale.ROOT, "%.1f KB", bytes / 1024.0);
    }

    void paint(GraphicsContext g, Inks inks, long row, double y, double width) {
        Event event = model.matches().event(row);
        double middle = y + PaintedList.ROW / 2;
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(font);

        boolean zero = model.reference().get() == model.matches().number(row);
        if (zero) {
            g.setFill(inks.get(Ink.IN));
            g.fillRect(0, y, 4, PaintedList.ROW);
        }
        g.setFill(inks.get(Ink.MUTED));
        g.fillText(clock(event), TIME, middle);
        Optional<Double> delta = model.delta(event);
        if (delta.isPresent()) {
            g.setTextAlign(TextAlignment.RIGHT);
            g.setFill(inks.get(zero ? Ink.IN : Ink.MUTED));
            g.fillText(delta(delta.get()), DEVICE - 16, middle);
            g.setTextAlign(TextAlignment.LEFT);
        }
        g.setFill(inks.get(Ink.TEXT));
        event.device().ifPresent(id -> g.fillText(cut(model.nameOf(id), ARROW - DEVICE - 12), DEVICE, middle));

        g.setFill(inks.get(way(event.direction())));
        g.fillText(arrow(event.direction()), ARROW, middle);

        paintType(g, inks, event, y, middle);

        g.setFill(inks.get(switch (event.severity()) {
            case INFO -> Ink.TEXT;
            case WARNING -> Ink.WARN;
            case CRITICAL -> Ink.BAD;
        }));
        String summary = event.summary().length() > LONGEST_SUMMARY ? event.summary().substring(0, LONGEST_SUMMARY) + "…" : event.summary();
        g.fillText(mark(event) + summary, SUMMARY, middle);

        double sizeAt = width - SIZE_WIDTH;
        g.setFill(inks.get(model.selectedRow() == row ? Ink.SELECTED : row % 2 == 1 ? Ink.STRIPE : Ink.SURFACE));
        g.fillRect(sizeAt, y + 2, g.getCanvas().getWidth() - sizeAt, PaintedList.ROW - 4);
        g.setTextAlign(TextAlignment.RIGHT);
        g.setFill(inks.get(Ink.MUTED));
        g.fillText(size(event.size()), width - 12, middle);
    }

    private void paintType(GraphicsContext g, Inks inks, Event event, double y, double middle) {
        Ink ink = switch (event.severity()) {
            case WARNING -> Ink.WARN;
            case CRITICAL -> Ink.BAD;
            case INFO -> way(event.direction());
        };
        Ink soft = switch (event.severity()) {
            case WARNING -> Ink.WARN_SOFT;
            case CRITICAL -> Ink.BAD_SOFT;
            case INFO -> switch (event.direction()) {
                case IN -> Ink.IN_SOFT;
                case OUT -> Ink.OUT_SOFT;
                case HERE -> Ink.QUIET_SOFT;
            };
        };
        g.setFont(small);
        String type = cut(event.type(), SUMMARY - TYPE - 24);
        double wide = widths.computeIfAbsent(type, this::width) + 14;
        g.setFill(inks.get(soft));
        g.fillRoundRect(TYPE, y + 4, wide, PaintedList.ROW - 8, 10, 10);
        g.setFill(inks.get(ink));
        g.fillText(type, TYPE + 7, middle);
        g.setFont(font);
    }

    private static Ink way(Direction direction) {
        return switch (direction) {
            case IN -> Ink.IN;
            case OUT -> Ink.OUT;
            case HERE -> Ink.MUTED;
        };
    }

    private static String mark(Event event) {
        return switch (event.severity()) {
            case INFO -> "";
            case WARNING -> "⚠ ";
            case CRITICAL -> "✖ ";
        };
    }

    private static String delta(double seconds) {
        return Math.abs(seconds) >= 1000 ? String.format(Locale.ROOT, "%+.0f", seconds) : String.format(Locale.ROOT, "%+.3f", seconds);
    }

    /// The row as text, for screen readers and the clipboard.
    String spoken(long row) {
        Event event = model.matches().event(row);
        return line(event, event.device().map(model::nameOf).orElse("–"));
    }

    static String line(Event event, String device) {
        return String.join("  ", clock(event), device, arrow(event.direction()), event.type(), event.summary(), size(event.size())).strip();
    }

    private double width(String text) {
        measure.setFont(small);
        measure.setText(text);
        return measure.getLayoutBounds().getWidth();
    }

    /// Cuts the text to the width and appends an ellipsis.
    private String cut(String text, double room) {
        if (cuts.size() > 2_000) {
            cuts.clear();
            widths.clear();
        }
        return cuts.computeIfAbsent(text + '\u0000' + room, _ -> {
            measure.setFont(font);
            String fits = text;
            measure.setText(fits);
            while (fits.length() > 1 && measure.getLayoutBounds().getWidth() > room) {
                fits = fits.substring(0, fits.length() - 1);
                measure.setText(fits + "…");
            }
            return fits.equals(text) ? text : fits + "…";
        });
    }
}
