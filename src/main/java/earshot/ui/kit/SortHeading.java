package earshot.ui.kit;

import module java.base;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.util.Subscription;

/// Heading of a column that sorts its list. The headings of a list are one stop of Tab: the arrow keys go between them.
public final class SortHeading extends Button {
    private final String column;
    private final String words;
    private final Texts texts;

    private SortHeading(String column, String words, Texts texts) {
        this.column = column;
        this.words = words;
        this.texts = texts;
        getStyleClass().setAll("button", "sort-heading");
        setMnemonicParsing(false);
    }

    /// A heading for each column of the sort, beginning with what sorts, in a pane of their own.
    ///
    /// @param prefix of the keys of their texts
    public static Subscription fill(Pane pane, ListSort<?> sort, Texts texts, String prefix) {
        List<SortHeading> headings = sort.columns().stream().map(column -> new SortHeading(column, texts.get(prefix + column), texts)).toList();
        pane.getChildren().setAll(headings);
        pane.getChildren().addFirst(Nodes.uncut(Nodes.label(texts.get("sort.by"), "caption")));
        headings.forEach(Nodes::uncut);
        return connect(headings, sort);
    }

    /// A heading for one column of a header that has others, too; to be connected.
    public static SortHeading of(String column, String words, Texts texts) {
        return new SortHeading(column, words, texts);
    }

    /// Lets headings sort, until the result is unsubscribed.
    public static Subscription connect(List<SortHeading> headings, ListSort<?> sort) {
        headings.forEach(heading -> {
            heading.setOnAction(_ -> sort.press(heading.column));
            heading.addEventHandler(KeyEvent.KEY_PRESSED, event -> heading.move(event, headings));
        });
        return sort.order().subscribe(order -> {
            headings.forEach(heading -> heading.show(order.filter(chosen -> chosen.column().equals(heading.column))));
            headings.forEach(heading -> heading.setFocusTraversable(heading == headings.stream()
                .filter(one -> order.filter(chosen -> chosen.column().equals(one.column)).isPresent()).findFirst().orElse(headings.getFirst())));
        });
    }

    private void show(Optional<SortOrder> order) {
        setText(words + order.map(chosen -> chosen.descending() ? " ↓" : " ↑").orElse(""));
        Nodes.setStyleClass(this, "sorted", order.isPresent());
        String spoken = order.map(chosen -> texts.get(chosen.descending() ? "sort.descending" : "sort.ascending", words))
            .orElseGet(() -> texts.get("sort.heading", words));
        setAccessibleText(spoken);
        setTooltip(new Tooltip(spoken));
    }

    private void move(KeyEvent event, List<SortHeading> headings) {
        int by = event.getCode() == KeyCode.RIGHT ? 1 : event.getCode() == KeyCode.LEFT ? -1 : 0;
        if (by != 0 && !event.isAltDown() && !event.isShortcutDown()) {
            headings.get(Math.clamp(headings.indexOf(this) + by, 0, headings.size() - 1)).requestFocus();
            event.consume();
        }
    }
}
