package earshot.ui.gallery;

import module java.base;

import earshot.ui.gallery.ShownNodes.Shown;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// Texts that are cut off, and words that are broken between their letters.
final class TextRules {
    /// Texts that say what a control does or a state is must be read as a whole, not by waiting for a tooltip.
    private static final Set<String> WHOLE = Set.of("pill", "chip", "tab-label", "problem-badge");
    /// Buttons that show a name, which is as long as its owner likes.
    private static final String NAME = "task-person";
    private static final Set<String> HEADS = Set.of("list-head", "purpose-head");
    /// Longer ones are names and addresses, which may break anywhere.
    private static final int LONGEST_WORD = 24;
    private static final int NARROW = 4;
    private static final Text MEASURE = new Text();

    private TextRules() {}

    static Stream<LayoutFinding> findings(ShownNodes shown) {
        return Stream.of(
            shown.all().stream().filter(one -> one.node() instanceof Labeled).flatMap(one -> truncated((Labeled) one.node()).stream()),
            shown.texts().stream().flatMap(one -> clipped(one).stream()),
            shown.beyond().stream().map(
                one -> new LayoutFinding(LayoutRule.CUT, ShownNodes.name(one.node()), "beyond the edge, " + ShownNodes.quoted(((Text) one.node()).getText()))),
            shown.all().stream().filter(one -> sideways(one.node()))
                .map(one -> new LayoutFinding(LayoutRule.CUT, ShownNodes.name(one.node()), "is scrolled sideways")),
            shown.texts().stream().flatMap(one -> letters((Text) one.node()).stream())).flatMap(found -> found);
    }

    private static Optional<LayoutFinding> truncated(Labeled labeled) {
        if (!labeled.isTextTruncated() || ShownNodes.part(labeled)) {
            return Optional.empty();
        }
        boolean whole = labeled instanceof ButtonBase && !labeled.getStyleClass().contains(NAME) || labeled.getStyleClass().stream().anyMatch(WHOLE::contains)
            || labeled.getParent() != null && labeled.getParent().getStyleClass().stream().anyMatch(HEADS::contains);
        boolean told = told(labeled, labeled.getText());
        return told && !whole ? Optional.empty()
            : Optional.of(new LayoutFinding(LayoutRule.CUT, ShownNodes.name(labeled), (told ? "" : "no tooltip, ") + ShownNodes.quoted(labeled.getText())));
    }

    /// Whether the text is shown as a whole when the pointer comes over the control.
    private static boolean told(Control control, String text) {
        hover(control);
        boolean told = ShownNodes.ancestors(control).anyMatch(node -> node instanceof Control one && tells(one, text));
        hover(control.getScene().getRoot());
        return told;
    }

    private static void hover(Node node) {
        Event.fireEvent(node, new MouseEvent(MouseEvent.MOUSE_ENTERED_TARGET, 0, 0, 0, 0, MouseButton.NONE, 0, false, false, false, false, false, false, false,
            true, false, true, null));
    }

    private static boolean tells(Control control, String text) {
        return control.getTooltip() != null && control.getTooltip().getText() != null && control.getTooltip().getText().contains(text);
    }

    /// Cut by the edge of what it lies in. Up and down that can be scrolled, sideways it must fit; in a field what was typed may be longer.
    private static Optional<LayoutFinding> clipped(Shown one) {
        Bounds bounds = one.bounds();
        Bounds clip = one.clip();
        boolean sideways = bounds.getMinX() < clip.getMinX() - 2 || bounds.getMaxX() > clip.getMaxX() + 2;
        boolean upright = bounds.getMinY() < clip.getMinY() - 3 || bounds.getMaxY() > clip.getMaxY() + 3;
        Optional<TextInputControl> field = ShownNodes.textInput(one.node());
        boolean typed = field.filter(input -> !input.getText().isEmpty()).isPresent();
        if (typed || !sideways && (!upright || one.scrolled())) {
            return Optional.empty();
        }
        String text = ((Text) one.node()).getText();
        if (field.filter(input -> told(input, text)).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new LayoutFinding(LayoutRule.CUT, ShownNodes.name(one.node()), "by the edge, " + ShownNodes.quoted(text)));
    }

    /// A bar below a list or a page; long lines of text may have one.
    private static boolean sideways(Node node) {
        return node instanceof ScrollBar bar && bar.getOrientation() == Orientation.HORIZONTAL && ShownNodes.textInput(node).isEmpty();
    }

    private static Optional<LayoutFinding> letters(Text text) {
        double width = text.getWrappingWidth();
        if (width <= 0) {
            return Optional.empty();
        }
        Optional<String> broken = Arrays.stream(text.getText().split("[\\s/\\-_.,:;·…]+|(?<=[\\u2e80-\\uffef])|(?=[\\u2e80-\\uffef])"))
            .filter(word -> word.length() <= LONGEST_WORD && width(word, text.getFont()) > width + 1).findFirst();
        boolean narrow = width < NARROW * text.getFont().getSize() && text.getLayoutBounds().getHeight() > 2.5 * text.getFont().getSize() * 1.45;
        return broken.or(() -> narrow ? Optional.of(text.getText()) : Optional.empty())
            .map(word -> new LayoutFinding(LayoutRule.LETTERS, ShownNodes.name(text),
                String.format(Locale.ROOT, "%.0f px for %s", width, ShownNodes.quoted(word))));
    }

    private static double width(String word, Font font) {
        MEASURE.setFont(font);
        MEASURE.setText(word);
        return MEASURE.getLayoutBounds().getWidth();
    }
}
