package earshot.ui.devices;

import module java.base;

import earshot.device.DeviceModel;
import earshot.display.SentPage;
import earshot.id.DeviceId;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import earshot.wire.Dialect;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What a badge was shown: its last page, or an older one that is selected. On the FX thread only.
final class DeviceScreenViewModel {
    /// Facts of a device change many times a second; only its dialect matters here.
    private static final Duration FACTS = FxPump.STEP.multipliedBy(8);

    private final ViewContext viewContext;
    private final DeviceModel device;
    private final DeviceFormatter formatter;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final LiveRows<SentPage> rows = new LiveRows<>(SentPage::number);
    private final ReadOnlyObjectWrapper<Optional<SentPage>> shown = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper badge = new ReadOnlyBooleanWrapper();
    private List<SentPage> pages = List.of();
    /// Number of the page that a person selected; empty for the newest.
    private OptionalLong selected = OptionalLong.empty();

    DeviceScreenViewModel(ViewContext viewContext, DeviceModel device) {
        this.viewContext = viewContext;
        this.device = device;
        formatter = new DeviceFormatter(viewContext.texts());
        update(viewContext.model().pages(device.id()).get());
        updateDialect();
    }

    void start() {
        subscriptionGroup.close();
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().pages(device.id()), this::update));
        subscriptionGroup.add(viewContext.pump().watch(device.facts(), FACTS, _ -> updateDialect()));
    }

    void stop() {
        subscriptionGroup.close();
    }

    private void update(List<SentPage> now) {
        pages = now;
        rows.update(now);
        updateDialect();
        show();
    }

    private void updateDialect() {
        badge.set(!pages.isEmpty() || formatter.dialect(device.facts().get()).filter(Dialect.BADGE::equals).isPresent());
    }

    private void show() {
        Optional<SentPage> newest = pages.stream().findFirst();
        shown.set(selected.isEmpty() ? newest : pages.stream().filter(page -> page.number() == selected.getAsLong()).findFirst().or(() -> newest));
    }

    /// Shows this page; the newest one stays the newest.
    void select(SentPage page) {
        selected = pages.stream().findFirst().filter(newest -> newest.number() == page.number()).isPresent() ? OptionalLong.empty()
            : OptionalLong.of(page.number());
        show();
    }

    DeviceId device() {
        return device.id();
    }

    LiveRows<SentPage> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<Optional<SentPage>> shown() {
        return shown.getReadOnlyProperty();
    }

    /// Whether the device has a screen.
    ReadOnlyBooleanProperty badge() {
        return badge.getReadOnlyProperty();
    }
}
