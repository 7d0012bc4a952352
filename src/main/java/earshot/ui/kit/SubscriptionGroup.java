package earshot.ui.kit;

import module java.base;

import earshot.watch.WatchSubscription;

/// Subscriptions that are closed together.
public final class SubscriptionGroup implements WatchSubscription {
    private final List<WatchSubscription> subscriptions = new ArrayList<>();

    public void add(WatchSubscription watchSubscription) {
        subscriptions.add(watchSubscription);
    }

    @Override
    public void close() {
        subscriptions.forEach(WatchSubscription::close);
        subscriptions.clear();
    }
}
