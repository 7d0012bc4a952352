package earshot.ui.timeline;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.data.TextLimit;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventExporter;
import earshot.ui.kit.CanvasListView;
import earshot.ui.kit.Ellipsis;
import earshot.ui.kit.ThemeColors;
import earshot.ui.kit.ThemeColors.ColorRole;
import earshot.ui.kit.TimeFormatter;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/// Paints one event as a row: time, time difference, device, direction, type, summary, size.
final class EventRowPainter {
    /// Left edges of the columns in pixels, also used by the header.
    static final double TIME = 12;
    static final double DELTA = 104;
    static final double DEVICE = 196;
    static final double ARROW = 338;
    static final double TYPE = 362;
    static final double SUMMARY = 478;
    static final double SIZE_WIDTH = 76;

    private static final int LONGEST_SUMMARY = 400;
    private static final double MARK_WIDTH = 20;

    private final TimelineViewModel model;
    private final Font font;
    private final Font small;
    private final Text measure = new Text();
    private final Map<String, String> ellipsized = new HashMap<>();
    private final Map<String, Double> widths = new HashMap<>();
    /// Width of the rows when they were painted last.
    private double painted;

    EventRowPainter(TimelineViewModel model, Font font) {
        this.model = model;
        this.font = font;
        small = Font.font(font.getFamily(), 12);
    }

    static String clock(Event event) {
        return TimeFormatter.CLOCK_MILLIS.format(event.at());
    }

    void paint(GraphicsContext g, ThemeColors themeColors, long row, double y, double width) {
        Event event = model.matches().eventAt(row);
        double middle = y + CanvasListView.ROW / 2;
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(font);

        boolean zero = model.reference().get() == model.matches().logNumber(row);
        if (zero) {
            g.setFill(themeColors.get(ColorRole.IN));
            g.fillRect(0, y, 4, CanvasListView.ROW);
        }
        g.setFill(themeColors.get(ColorRole.MUTED));
        g.fillText(clock(event), TIME, middle);
        model.delta(event).ifPresent(delta -> {
            g.setTextAlign(TextAlignment.RIGHT);
            g.setFill(themeColors.get(zero ? ColorRole.IN : ColorRole.MUTED));
            g.fillText(delta(delta), DEVICE - 16, middle);
            g.setTextAlign(TextAlignment.LEFT);
        });
        g.setFill(themeColors.get(ColorRole.TEXT));
        event.device().ifPresent(id -> g.fillText(ellipsize(model.deviceName(id), ARROW - DEVICE - 12), DEVICE, middle));

        g.setFill(themeColors.get(directionColor(event.direction())));
        g.fillText(EventExporter.arrow(event.direction()), ARROW, middle);

        paintType(g, themeColors, event, y, middle);
        if (model.broke(row)) {
            paintFlag(g, themeColors, middle);
        }
        paintSummary(g, themeColors, event, middle, width);

        double sizeAt = width - SIZE_WIDTH;
        g.setFill(themeColors.get(model.isSelected(row) ? ColorRole.SELECTED : row % 2 == 1 ? ColorRole.STRIPE : ColorRole.SURFACE));
        g.fillRect(sizeAt, y + 2, g.getCanvas().getWidth() - sizeAt, CanvasListView.ROW - 4);
        g.setTextAlign(TextAlignment.RIGHT);
        g.setFill(themeColors.get(ColorRole.MUTED));
        g.fillText(EventExporter.size(event.size()), width - 12, middle);
    }

    /// The sign of a message that broke a rule, between its type and its summary.
    private static void paintFlag(GraphicsContext g, ThemeColors themeColors, double middle) {
        double left = SUMMARY - 9;
        g.setFill(themeColors.get(ColorRole.WARN));
        g.fillRect(left, middle - 6, 1.5, 12);
        g.fillPolygon(new double[] {left, left + 7, left}, new double[] {middle - 6, middle - 3, middle}, 3);
    }

    private void paintSummary(GraphicsContext g, ThemeColors themeColors, Event event, double middle, double width) {
        g.setFill(themeColors.get(switch (event.severity()) {
            case INFO -> ColorRole.TEXT;
            case WARNING -> ColorRole.WARN;
            case CRITICAL -> ColorRole.BAD;
        }));
        // a mark of its own, for text that is written from right to left
        String mark = severityMark(event);
        g.fillText(mark, SUMMARY, middle);
        double from = SUMMARY + (mark.isEmpty() ? 0 : MARK_WIDTH);
        painted = width;
        g.fillText(ellipsize(summary(event), summaryWidth(event, width)), from, middle);
    }

    private String summary(Event event) {
        return TextLimit.cut(model.text(event), LONGEST_SUMMARY + 1);
    }

    private static double summaryWidth(Event event, double width) {
        return Math.max(40, width - SIZE_WIDTH - 8 - SUMMARY - (severityMark(event).isEmpty() ? 0 : MARK_WIDTH));
    }

    /// What the row broke, and the whole row where something of it did not fit when it was painted last.
    Optional<String> wholeText(long row) {
        Event event = model.matches().eventAt(row);
        boolean cut = event.device().filter(id -> cut(model.deviceName(id), ARROW - DEVICE - 12)).isPresent() || cut(event.type(), SUMMARY - TYPE - 24)
            || cut(summary(event), summaryWidth(event, painted));
        return Optional.of(Stream.of(model.findings(row), cut ? line(event) : "").filter(part -> !part.isEmpty()).collect(Collectors.joining("\n")))
            .filter(text -> !text.isEmpty());
    }

    private boolean cut(String text, double width) {
        return !ellipsize(text, width).equals(ControlCharacters.toSpaces(text));
    }

    private void paintType(GraphicsContext g, ThemeColors themeColors, Event event, double y, double middle) {
        ColorRole colorRole = switch (event.severity()) {
            case WARNING -> ColorRole.WARN;
            case CRITICAL -> ColorRole.BAD;
            case INFO -> directionColor(event.direction());
        };
        ColorRole soft = switch (event.severity()) {
            case WARNING -> ColorRole.WARN_SOFT;
            case CRITICAL -> ColorRole.BAD_SOFT;
            case INFO -> switch (event.direction()) {
                case IN -> ColorRole.IN_SOFT;
                case OUT -> ColorRole.OUT_SOFT;
                case HERE -> ColorRole.QUIET_SOFT;
            };
        };
        g.setFont(small);
        String type = ellipsize(event.type(), SUMMARY - TYPE - 24);
        double typeWidth = widths.computeIfAbsent(type, this::width) + 14;
        g.setFill(themeColors.get(soft));
        g.fillRoundRect(TYPE, y + 4, typeWidth, CanvasListView.ROW - 8, 10, 10);
        g.setFill(themeColors.get(colorRole));
        g.fillText(type, TYPE + 7, middle);
        g.setFont(font);
    }

    private static ColorRole directionColor(Direction direction) {
        return switch (direction) {
            case IN -> ColorRole.IN;
            case OUT -> ColorRole.OUT;
            case HERE -> ColorRole.MUTED;
        };
    }

    private static String severityMark(Event event) {
        return switch (event.severity()) {
            case INFO -> "";
            case WARNING -> "⚠";
            case CRITICAL -> "✖";
        };
    }

    private static String delta(double seconds) {
        return Math.abs(seconds) >= 1000 ? String.format(Locale.ROOT, "%+.0f", seconds) : String.format(Locale.ROOT, "%+.3f", seconds);
    }

    /// The row of an event as text, for the clipboard.
    String line(Event event) {
        return EventExporter.line(event, event.device().map(model::deviceName).orElse("–"), model.locale());
    }

    /// The row for screen readers.
    String spoken(long row) {
        return (line(model.matches().eventAt(row)) + " " + model.findings(row)).strip();
    }

    private double width(String text) {
        measure.setFont(small);
        measure.setText(text);
        return measure.getLayoutBounds().getWidth();
    }

    /// Cuts the text to the width and appends an ellipsis.
    private String ellipsize(String text, double maxWidth) {
        if (ellipsized.size() > 2_000) {
            ellipsized.clear();
            widths.clear();
        }
        return ellipsized.computeIfAbsent(text + '\u0000' + maxWidth, _ -> {
            measure.setFont(font);
            String whole = ControlCharacters.toSpaces(text);
            measure.setText(whole);
            if (measure.getLayoutBounds().getWidth() <= maxWidth) {
                return whole;
            }
            int fits = 1;
            for (int more = whole.length() - 1; fits < more;) {
                int middle = (fits + more + 1) / 2;
                measure.setText(whole.substring(0, middle) + Ellipsis.MARK);
                boolean narrow = measure.getLayoutBounds().getWidth() <= maxWidth;
                fits = narrow ? middle : fits;
                more = narrow ? more : middle - 1;
            }
            return whole.substring(0, Character.isHighSurrogate(whole.charAt(fits - 1)) ? fits - 1 : fits) + Ellipsis.MARK;
        });
    }
}
