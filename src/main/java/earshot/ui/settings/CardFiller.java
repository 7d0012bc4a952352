package earshot.ui.settings;

import module java.base;

import earshot.ui.kit.FxPump;
import earshot.watch.WatchSubscription;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.MouseEvent;

/// Fills the cards with their rows, some a frame, those nearest to what is seen first, and empties those out of sight when the view is left: all rows at
/// once would keep the window from answering for most of a second. What is seen stays where it is meanwhile, and nothing comes while the mouse is pressed,
/// so that it is released over what it was pressed on. On the FX thread only.
final class CardFiller {
    /// Of each frame, so that the window answers meanwhile.
    private static final Duration SHARE = Duration.ofMillis(8);
    /// Of the first look, which should show no empty card.
    private static final Duration FIRST_SHARE = Duration.ofMillis(30);

    private final ScrollPane pane;
    private final List<SettingGroupCard> cards;
    private final FxPump pump;
    private final CurrentSection sections;
    private WatchSubscription next = () -> { };
    private boolean pressed;

    CardFiller(ScrollPane pane, List<SettingGroupCard> cards, FxPump pump, CurrentSection sections) {
        this.pane = pane;
        this.cards = cards;
        this.pump = pump;
        this.sections = sections;
        pane.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> pressed = true);
        pane.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> pressed = false);
    }

    /// Begins, now and in the frames that follow, until all cards are filled.
    void start() {
        pressed = false;
        fill(FIRST_SHARE);
    }

    private void fill(Duration share) {
        next.close();
        if (!pressed) {
            sections.fill(() -> inPlace(() -> fillWithin(share)));
        }
        if (nearest().isPresent()) {
            next = pump.after(Duration.ZERO, () -> fill(SHARE));
        }
    }

    private void fillWithin(Duration share) {
        long end = pump.time().nanos() + share.toNanos();
        for (Optional<SettingGroupCard> card = nearest(); card.isPresent() && pump.time().nanos() <= end; card = nearest()) {
            card.get().fill();
            card.get().applyCss();
        }
    }

    private Optional<SettingGroupCard> nearest() {
        double middle = top() + pane.getViewportBounds().getHeight() / 2;
        return cards.stream().filter(card -> !card.filled()).min(Comparator.comparing((SettingGroupCard card) -> !card.isVisible())
            .thenComparingDouble(card -> distance(card, middle)));
    }

    private static double distance(Node card, double y) {
        return Math.max(0, Math.max(card.getBoundsInParent().getMinY() - y, y - card.getBoundsInParent().getMaxY()));
    }

    /// Keeps what has the focus where it is, if it is seen, such as a setting that was gone to; else the uppermost card that is seen; at the end, the
    /// last one.
    private void inPlace(Runnable change) {
        double top = top();
        Optional<Node> focused = focused();
        Optional<Node> kept = focused.or(() -> cards.stream().filter(card -> card.isVisible() && card.getBoundsInParent().getMaxY() > top).findFirst());
        double below = kept.map(node -> place(node) - top).orElse(0.0);
        change.run();
        if (top > 0 && kept.isPresent() && (focused.isPresent() || pane.getVvalue() < 1)) {
            pane.layout();
            double hidden = hidden();
            pane.setVvalue(hidden <= 0 ? 0 : Math.clamp((place(kept.get()) - below) / hidden, 0, 1));
        }
    }

    private Optional<Node> focused() {
        double top = top();
        return Optional.ofNullable(pane.getScene()).map(Scene::getFocusOwner)
            .filter(owner -> Stream.iterate(owner, Objects::nonNull, Node::getParent).anyMatch(pane.getContent()::equals))
            .filter(owner -> place(owner) >= top && place(owner) <= top + pane.getViewportBounds().getHeight());
    }

    /// Where a node begins, from the top of what scrolls.
    private double place(Node node) {
        return pane.getContent().sceneToLocal(node.localToScene(0, 0)).getY();
    }

    /// What is scrolled away above.
    private double top() {
        return Math.max(0, hidden()) * pane.getVvalue();
    }

    private double hidden() {
        return pane.getContent().getLayoutBounds().getHeight() - pane.getViewportBounds().getHeight();
    }

    /// Ends, with nothing left in the window but what is seen, with which the next visit begins.
    void stop() {
        next.close();
        double top = top();
        double bottom = top + pane.getViewportBounds().getHeight();
        cards.stream().filter(card -> card.getBoundsInParent().getMinY() > bottom || card.getBoundsInParent().getMaxY() < top).forEach(SettingGroupCard::empty);
    }
}
