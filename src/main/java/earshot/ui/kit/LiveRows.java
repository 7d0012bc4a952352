package earshot.ui.kit;

import module java.base;

import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;

/// The rows of a list that changes while it is shown, so that nothing moves under the hand.
///
/// While the pointer is over the list, every row stays in its place: those that are gone stay, but disabled, and new ones wait unless they come last.
/// While the focus is in the list, rows keep their order. What a row says is updated in any case. Rows are told apart by their keys, and the
/// selected ones stay selected. On the FX thread only.
public final class LiveRows<T> {
    /// What may not change now.
    enum Hold { NOTHING, ORDER, PLACES }

    private final Function<? super T, ?> key;
    private final ObservableList<T> items = FXCollections.observableArrayList();
    private final ObservableList<T> readOnlyItems = FXCollections.unmodifiableObservableList(items);
    private final ReadOnlyIntegerWrapper waiting = new ReadOnlyIntegerWrapper();
    /// Keys of the rows that are shown and gone.
    private final ReadOnlyObjectWrapper<Set<Object>> gone = new ReadOnlyObjectWrapper<>(Set.of());
    private final Set<Object> released = new HashSet<>();
    private List<T> newest = List.of();
    private Hold hold = Hold.NOTHING;
    private boolean updating;
    private boolean selectedMeanwhile;
    private Optional<Attachment> attachment = Optional.empty();

    /// @param key tells rows apart; it stays the same while a row changes
    public LiveRows(Function<? super T, ?> key) {
        this.key = key;
    }

    public ObservableList<T> items() {
        return readOnlyItems;
    }

    /// Number of new rows that wait until the pointer has left.
    public ReadOnlyIntegerProperty waiting() {
        return waiting.getReadOnlyProperty();
    }

    /// Shows what became of the rows by itself.
    ///
    /// @param next in the order of the list
    public void update(List<T> next) {
        newest = List.copyOf(next);
        arrange();
    }

    /// Shows at once what a person asked for, such as by a filter.
    public void replace(List<T> next) {
        newest = List.copyOf(next);
        show(newest);
        waiting.set(0);
        gone.set(Set.of());
    }

    /// A person removes this row: it goes at once when it is gone.
    public void release(Object rowKey) {
        released.add(rowKey);
        arrange();
    }

    void hold(Hold now) {
        hold = now;
        arrange();
    }

    private void arrange() {
        List<T> shown = switch (hold) {
            case NOTHING -> newest;
            case ORDER -> inOldOrder();
            case PLACES -> inOldPlaces();
        };
        show(shown);
        Set<Object> shownKeys = shown.stream().map(key).collect(Collectors.toSet());
        waiting.set((int) newest.stream().filter(row -> !shownKeys.contains(key.apply(row))).count());
        released.retainAll(shownKeys);
        newest.forEach(row -> shownKeys.remove(key.apply(row)));
        gone.set(Set.copyOf(shownKeys));
    }

    /// Whether the row is shown although it is gone.
    boolean isGone(T row) {
        return gone.get().contains(key.apply(row));
    }

    /// The newest form of each row by its key.
    private Map<Object, T> newestByKey() {
        Map<Object, T> byKey = LinkedHashMap.newLinkedHashMap(newest.size());
        newest.forEach(row -> byKey.put(key.apply(row), row));
        return byKey;
    }

    /// New rows come after the one that precedes them.
    private List<T> inOldOrder() {
        Map<Object, T> byKey = newestByKey();
        List<Object> order = items.stream().<Object>map(key).filter(byKey::containsKey).collect(Collectors.toCollection(ArrayList::new));
        Set<Object> known = new HashSet<>(order);
        int after = 0;
        for (Object rowKey : byKey.keySet()) {
            if (known.contains(rowKey)) {
                after = order.indexOf(rowKey) + 1;
            } else {
                order.add(after++, rowKey);
            }
        }
        return order.stream().map(byKey::get).toList();
    }

    private List<T> inOldPlaces() {
        Map<Object, T> byKey = newestByKey();
        Set<Object> known = items.stream().map(key).collect(Collectors.toSet());
        List<T> shown = new ArrayList<>();
        items.stream().filter(row -> byKey.containsKey(key.apply(row)) || !released.contains(key.apply(row)))
            .forEach(row -> shown.add(byKey.getOrDefault(key.apply(row), row)));
        int last = newest.size();
        while (last > 0 && !known.contains(key.apply(newest.get(last - 1)))) {
            last--;
        }
        shown.addAll(newest.subList(last, newest.size()));
        return shown;
    }

    private void show(List<T> next) {
        updating = true;
        selectedMeanwhile = false;
        List<Object> selected = attachment.map(Attachment::selectedKeys).orElse(List.of());
        if (items.stream().map(key).toList().equals(next.stream().map(key).toList())) {
            for (int i = 0; i < next.size(); i++) {
                if (!next.get(i).equals(items.get(i))) {
                    items.set(i, next.get(i));
                }
            }
        } else {
            items.setAll(next);
        }
        // who listens to the rows may have chosen one that was not shown before
        if (!selectedMeanwhile) {
            attachment.ifPresent(shown -> shown.selectKeys(selected));
        }
        updating = false;
    }

    /// Holds the rows while the pointer or the focus is in a node that shows them, until the result is unsubscribed.
    public Subscription holdWhileIn(Node shown) {
        Runnable update = () -> hold(shown.isHover() ? Hold.PLACES : focusWithin(shown) ? Hold.ORDER : Hold.NOTHING);
        update.run();
        return Subscription.combine(shown.hoverProperty().subscribe((_, _) -> update.run()),
            shown.sceneProperty().flatMap(Scene::focusOwnerProperty).subscribe((_, _) -> update.run()));
    }

    /// Asks the scene: `isFocusWithin` stays true after a focused cell was used for another row.
    private static boolean focusWithin(Node shown) {
        return Optional.ofNullable(shown.getScene()).map(Scene::getFocusOwner)
            .filter(owner -> Stream.iterate(owner, Objects::nonNull, Node::getParent).anyMatch(shown::equals)).isPresent();
    }

    /// Shows the rows in a list view until the result is unsubscribed. Where the list view lies in a stack pane, a mark over it says how many rows wait.
    ///
    /// @param onSelected called when a person selects a row
    public Attachment attach(ListView<T> list, Texts texts, Consumer<? super T> onSelected) {
        attachment.ifPresent(Attachment::unsubscribe);
        Attachment now = new Attachment(list, texts, onSelected);
        attachment = Optional.of(now);
        return now;
    }

    /// A list view that shows the rows.
    public final class Attachment implements Subscription {
        private final ListView<T> list;
        private final Label mark = Nodes.label("", "pill", "rows-waiting");
        private final Subscription subscription;

        private Attachment(ListView<T> list, Texts texts, Consumer<? super T> onSelected) {
            this.list = list;
            Optional.ofNullable(list.getCellFactory()).ifPresent(factory -> list.setCellFactory(view -> disableIfGone(factory.call(view))));
            list.setItems(readOnlyItems);
            mark.setMouseTransparent(true);
            StackPane.setAlignment(mark, Pos.BOTTOM_CENTER);
            if (list.getParent() instanceof StackPane pane) {
                pane.getChildren().add(mark);
            }
            subscription = Subscription.combine(
                holdWhileIn(list),
                waiting.subscribe(_ -> showMark(texts)), gone.subscribe(_ -> showMark(texts)),
                list.getSelectionModel().selectedItemProperty().subscribe((_, row) -> {
                    if (row != null && !updating) {
                        onSelected.accept(row);
                    }
                }));
        }

        private void showMark(Texts texts) {
            int left = gone.get().size();
            mark.setText(waiting.get() == 0 ? texts.get("rows.gone", left) : left == 0 ? texts.get("rows.waiting", waiting.get())
                : texts.get("rows.waiting.gone", waiting.get(), left));
            Nodes.setShown(mark, waiting.get() + left > 0);
        }

        /// What is gone cannot be pressed any more, and looks so.
        private ListCell<T> disableIfGone(ListCell<T> cell) {
            cell.disableProperty().bind(Bindings.createBooleanBinding(() -> cell.getItem() != null && isGone(cell.getItem()), cell.itemProperty(), gone));
            return cell;
        }

        /// The one that was selected last comes last.
        private List<Object> selectedKeys() {
            Stream<T> others = list.getSelectionModel().getSelectedItems().stream()
                .filter(row -> row != null && row != list.getSelectionModel().getSelectedItem());
            return Stream.concat(others, Stream.ofNullable(list.getSelectionModel().getSelectedItem())).<Object>map(key).toList();
        }

        private void selectKeys(List<Object> rowKeys) {
            if (rowKeys.size() < 2) {
                selectKey(rowKeys.stream().findFirst());
                return;
            }
            List<Object> shown = items.stream().<Object>map(key).toList();
            int[] indices = rowKeys.stream().mapToInt(shown::indexOf).filter(index -> index >= 0).toArray();
            list.getSelectionModel().clearSelection();
            Arrays.stream(indices).forEach(list.getSelectionModel()::select);
        }

        private void selectKey(Optional<Object> rowKey) {
            int index = rowKey.map(wanted -> items.stream().map(key).toList().indexOf(wanted)).orElse(-1);
            if (index < 0) {
                list.getSelectionModel().clearSelection();
            } else if (list.getSelectionModel().getSelectedIndex() != index || list.getSelectionModel().getSelectedItem() != items.get(index)) {
                list.getSelectionModel().clearAndSelect(index);
            }
        }

        /// Selects a row, or none, without reporting it.
        public void select(Optional<T> row) {
            boolean within = updating;
            updating = true;
            selectKey(row.map(key));
            selectedMeanwhile = true;
            updating = within;
        }

        @Override
        public void unsubscribe() {
            subscription.unsubscribe();
            list.setItems(null);
            if (mark.getParent() instanceof StackPane pane) {
                pane.getChildren().remove(mark);
            }
            if (attachment.filter(this::equals).isPresent()) {
                attachment = Optional.empty();
                hold(Hold.NOTHING);
            }
        }
    }
}
