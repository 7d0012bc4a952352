package earshot.ui.messages;

import module java.base;

import earshot.data.LetterCase;
import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.peer.PeerMessage;
import earshot.peer.PeerSettings;
import earshot.ui.kit.DeviceNames;
import earshot.ui.kit.ListSort;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The messages that the filters let through: what waits, then what is over, the newest first. On the FX thread only.
final class MessagesViewModel {
    private final ViewContext viewContext;
    private final LiveRows<PeerMessage> rows = new LiveRows<>(PeerMessage::id);
    private final ObjectProperty<MessageKind> kind = new SimpleObjectProperty<>(MessageKind.ALL);
    private final StringProperty filter = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Map<MessageKind, Long>> counts = new ReadOnlyObjectWrapper<>(Map.of());
    private final ListSort<PeerMessage> sort;
    private final WatchSubscription messages;
    private List<PeerMessage> all = List.of();

    MessagesViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        sort = new ListSort<>(viewContext.sorts(), "messages", ListSort.Column.byLargest("time", message -> Optional.of(message.accepted())),
            ListSort.Column.byName("sender", message -> name(message.from())),
            ListSort.Column.byName("receiver", message -> name(message.to())), new ListSort.Column<>("state", false, Comparator.comparing(MessageKind::of)));
        messages = viewContext.pump().watch(viewContext.model().peerMessages(), next -> {
            all = next;
            counts.set(next.stream().collect(Collectors.groupingBy(MessageKind::of, Collectors.counting())));
            rows.update(shown());
        });
        filter.subscribe((_, _) -> rows.replace(shown()));
        sort.order().subscribe((_, _) -> rows.replace(shown()));
        kind.subscribe((_, _) -> rows.replace(shown()));
    }

    private List<PeerMessage> shown() {
        String searched = LetterCase.folded(filter.get().strip());
        return all.stream().filter(message -> kind.get().shows(message) && (searched.isEmpty() || searchable(message).contains(searched)))
            .sorted(sort.over((_, _) -> 0)).toList();
    }

    private String searchable(PeerMessage message) {
        return LetterCase.folded(String.join(" ", name(message.from()), name(message.to()), message.from().value(), message.to().value(), message.category(),
            category(message), message.summary()));
    }

    /// The category in the language of the reader, where it is one that everybody knows.
    String category(PeerMessage message) {
        return switch (message.category()) {
            case "task", "message" -> viewContext.texts().get("messages.category." + message.category());
            default -> message.category();
        };
    }

    String name(DeviceId device) {
        return DeviceNames.of(viewContext.model(), device);
    }

    /// Whether trying again can do anything: it was dropped, or its receiver is there.
    boolean retryable(PeerMessage message) {
        return switch (MessageKind.of(message)) {
            case DROPPED -> true;
            case WAITING -> viewContext.model().devices().get().stream()
                .anyMatch(device -> device.id().equals(message.to()) && device.facts().get().connection().isPresent());
            case DELIVERED, ALL -> false;
        };
    }

    void retry(PeerMessage message) {
        rows.release(message.id());
        viewContext.send(new Command.RetryPeerMessages(Set.of(message.id())));
    }

    void delete(PeerMessage message) {
        rows.release(message.id());
        viewContext.send(new Command.DeletePeerMessages(Set.of(message.id())));
    }

    /// Sends all that wait to their receivers that are there.
    void retryAll() {
        viewContext.send(new Command.RetryPeerMessages(ids(MessageKind.WAITING::shows)));
    }

    /// Takes what is over off the list.
    void clear() {
        viewContext.send(new Command.DeletePeerMessages(ids(PeerMessage::over)));
    }

    private Set<PeerMessageId> ids(Predicate<PeerMessage> which) {
        return all.stream().filter(which).map(PeerMessage::id).collect(Collectors.toSet());
    }

    /// Lets every device send to every other.
    void allowAll() {
        viewContext.send(new Command.ApplySettings(Map.of(PeerSettings.ENABLED_KEY, true, PeerSettings.ALLOW_ALL_KEY, true)));
    }

    ListSort<PeerMessage> sort() {
        return sort;
    }

    LiveRows<PeerMessage> rows() {
        return rows;
    }

    ObjectProperty<MessageKind> kind() {
        return kind;
    }

    StringProperty filter() {
        return filter;
    }

    /// How many there are of each kind, those included that the filters hide.
    ReadOnlyObjectProperty<Map<MessageKind, Long>> counts() {
        return counts.getReadOnlyProperty();
    }

    boolean none() {
        return all.isEmpty();
    }

    void close() {
        messages.close();
    }
}
