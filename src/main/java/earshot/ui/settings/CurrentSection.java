package earshot.ui.settings;

import module java.base;

import earshot.ui.kit.FocusScroller;
import earshot.ui.kit.Nodes;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

/// Marks the entry of the section that is read, and scrolls to it: the last one that begins in the upper quarter of what is seen or above it, or the
/// one that was chosen, until the next scrolling. On the FX thread only.
final class CurrentSection {
    private final ScrollPane pane;
    private final Map<Node, Node> entries = new LinkedHashMap<>();
    private Node marked;
    private boolean chosen;
    private boolean filling;

    CurrentSection(ScrollPane pane) {
        this.pane = pane;
        pane.vvalueProperty().subscribe((_, _) -> scrolled());
        // of the bounds, the place changes with the next frame after each scrolling, also that to a section
        pane.viewportBoundsProperty().map(Bounds::getHeight).subscribe((_, _) -> markUnlessChosen());
    }

    /// @param section a child of what scrolls; the next one after those that were added before
    void add(Node section, Node entry) {
        entries.put(section, entry);
        section.visibleProperty().subscribe(this::scrolled);
        // before they are laid out, all begin at the top
        section.boundsInParentProperty().subscribe((_, _) -> markUnlessChosen());
    }

    /// Marks the entry that was chosen.
    void choose(Node section) {
        chosen = true;
        mark(section);
    }

    /// Marks the entry of the section around what was gone to.
    void chooseAround(Node part) {
        Stream.iterate(part, Objects::nonNull, Node::getParent).filter(entries::containsKey).findFirst().ifPresent(this::choose);
    }

    /// Has sections grow, which moves what scrolls: nobody scrolled.
    void fill(Runnable filler) {
        filling = true;
        filler.run();
        filling = false;
        if (!chosen) {
            markRead();
        }
    }

    private void scrolled() {
        if (!filling) {
            chosen = false;
            markRead();
        }
    }

    private void markUnlessChosen() {
        if (!chosen && !filling) {
            markRead();
        }
    }

    private void mark(Node section) {
        if (section != marked) {
            marked = section;
            entries.forEach((each, entry) -> Nodes.setStyleClass(entry, "current", each == section));
            FocusScroller.reveal(entries.get(section));
        }
    }

    private void markRead() {
        double seen = pane.getViewportBounds().getHeight();
        double hidden = pane.getContent().getLayoutBounds().getHeight() - seen;
        double line = hidden <= 0 ? 0 : pane.getVvalue() * hidden + seen / 4;
        List<Node> visible = entries.keySet().stream().filter(Node::isVisible).toList();
        Optional<Node> above = visible.stream().filter(section -> section.getBoundsInParent().getMinY() <= line).reduce((_, next) -> next);
        (hidden > 0 && pane.getVvalue() >= 1 ? Optional.of(visible.getLast()) : above.or(() -> visible.stream().findFirst())).ifPresent(this::mark);
    }
}
