package earshot.ui;

import module java.base;

import earshot.engine.ColorSettings;
import earshot.engine.ColorSettings.Palette;
import earshot.engine.ColorSettings.StateColor;
import javafx.scene.paint.Color;

/// Replaces the roles of `console.css` by colors of a person's own and by those of the chosen palette. The hue is the person's; the lightness is one in
/// which texts have a contrast of 4.5 : 1 and shapes of 3 : 1 on all grounds of the theme (WCAG 2.2, 1.4.3 and 1.4.11).
final class StateColors {
    private static final Grounds LIGHT = new Grounds(new Range(0, 0.135), new Range(0, 0.22), new Range(0.83, 0.9), Color.WHITE, 43, -7.5);
    private static final Grounds DARK = new Grounds(new Range(0.31, 1), new Range(0.2, 1), new Range(0.008, 0.021), Color.web("#161b22"), 62, 7.2);
    /// White text on it and it on a dark surface.
    private static final Range PRESSED = new Range(0.133, 0.18);
    private static final Range PRESSED_IN_LIGHT = new Range(0, 0.135);

    private StateColors() {}

    /// A role of the style sheet, from what is nearest to the surface in the distinct palette to what stands out most.
    private enum Role {
        QUIET("quiet", "#57606a", Optional.empty()),
        OK("ok", "#1f883d", Optional.of(StateColor.OK)),
        OUT("out", "#8250df", Optional.of(StateColor.OUTGOING)),
        WARN("warn", "#a87000", Optional.of(StateColor.WARNING)),
        IN("in", "#0969da", Optional.of(StateColor.INCOMING)),
        BAD("bad", "#d1242f", Optional.of(StateColor.BAD));

        private final String name;
        private final Color standard;
        private final Optional<StateColor> own;

        Role(String name, String standard, Optional<StateColor> own) {
            this.name = name;
            this.standard = Color.web(standard);
            this.own = own;
        }
    }

    /// Of relative luminance, 0 to 1.
    private record Range(double least, double most) {}

    /// @param text in which texts can be read on the soft ground of any state
    /// @param mark the same for shapes and bars
    /// @param soft of grounds of states
    /// @param surface on which most is shown
    /// @param nearest lightness (CIE L*, 0 to 100) of the first role of the distinct palette
    /// @param step from one role to the next
    private record Grounds(Range text, Range mark, Range soft, Color surface, double nearest, double step) {
        /// Hardly more than the surface, so that it does not shout.
        Color softened(Color hue) {
            return within(hue.interpolate(surface, 0.78), soft);
        }
    }

    /// Style of the root of a scene; empty where everything is as the style sheet has it.
    static String style(ColorSettings settings, boolean dark) {
        Grounds grounds = dark ? DARK : LIGHT;
        StringBuilder style = new StringBuilder();
        for (Role role : Role.values()) {
            Optional<Color> own = role.own.map(settings.own()::get).map(Color::web);
            if (own.isPresent() || settings.palette() == Palette.DISTINCT) {
                Color hue = own.orElse(role.standard);
                Range text = switch (settings.palette()) {
                    case STANDARD -> grounds.text;
                    case DISTINCT -> exactly(grounds.nearest + role.ordinal() * grounds.step);
                };
                Range mark = settings.palette() == Palette.DISTINCT ? text : grounds.mark;
                set(style, role.name, within(hue, text));
                if (role != Role.QUIET) {
                    set(style, role.name + "-mark", within(hue, mark));
                }
                set(style, role.name + "-soft", grounds.softened(hue));
                if (role == Role.IN && own.isPresent()) {
                    setAccent(style, hue, grounds, dark);
                }
            }
        }
        return style.toString();
    }

    /// The names under which the theme's own controls have it.
    private static void setAccent(StringBuilder style, Color hue, Grounds grounds, boolean dark) {
        set(style, "accent-fg", within(hue, grounds.text));
        set(style, "accent-emphasis", within(hue, dark ? PRESSED : PRESSED_IN_LIGHT));
        set(style, "accent-muted", grounds.softened(hue));
        set(style, "accent-subtle", grounds.softened(hue));
    }

    private static void set(StringBuilder style, String name, Color color) {
        style.append(String.format(Locale.ROOT, "-color-%s: #%02x%02x%02x; ", name, Math.round(color.getRed() * 255), Math.round(color.getGreen() * 255),
            Math.round(color.getBlue() * 255)));
    }

    private static Range exactly(double lightness) {
        double luminance = lightness > 8 ? Math.pow((lightness + 16) / 116, 3) : lightness / 903.3;
        return new Range(luminance, luminance);
    }

    /// The color itself or, with as much black or white as it takes, the nearest that lies in the range.
    private static Color within(Color color, Range range) {
        double luminance = luminance(color);
        if (luminance >= range.least && luminance <= range.most) {
            return color;
        }
        boolean darker = luminance > range.most;
        double wanted = darker ? range.most : range.least;
        double less = 0;
        double more = 1;
        for (int i = 0; i < 24; i++) {
            double middle = (less + more) / 2;
            boolean tooLittle = darker == (luminance(color.interpolate(darker ? Color.BLACK : Color.WHITE, middle)) > wanted);
            less = tooLittle ? middle : less;
            more = tooLittle ? more : middle;
        }
        return color.interpolate(darker ? Color.BLACK : Color.WHITE, more);
    }

    /// Relative luminance of WCAG 2.
    static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
