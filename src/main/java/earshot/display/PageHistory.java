package earshot.display;

import module java.base;

import earshot.data.BoundedMap;
import earshot.id.DeviceId;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// The newest pages of each badge, over its connections, and whether it acknowledged them. In memory only. Safe for use from any thread.
final class PageHistory {
    static final int MAX_PAGES = 20;
    static final int MAX_DEVICES = 200;

    private final Time time;
    private final Map<DeviceId, MutableWatch<List<SentPage>>> pages = BoundedMap.leastRecentlyUsed(MAX_DEVICES);
    private final AtomicLong numbers = new AtomicLong();

    PageHistory(Time time) {
        this.time = time;
    }

    /// The pages of a device, the newest first.
    Watch<List<SentPage>> pages(DeviceId device) {
        return writable(device);
    }

    private MutableWatch<List<SentPage>> writable(DeviceId device) {
        synchronized (pages) {
            return pages.computeIfAbsent(device, _ -> new MutableWatch<>(List.of()));
        }
    }

    /// A page was sent.
    ///
    /// @param missing called when it is not acknowledged in time; on the timer thread
    void sent(DeviceId device, DisplayPage page, int lines, Consumer<SentPage> missing) {
        SentPage sent = new SentPage(numbers.incrementAndGet(), time.now(), time.nanos(), page, lines, new Acknowledgement.Waiting());
        writable(device).update(all -> Stream.concat(Stream.of(sent), all.stream()).limit(MAX_PAGES).toList());
        time.after(Acknowledgement.LIMIT, () -> change(device, sent.number(), Acknowledgement.Waiting.class, new Acknowledgement.Missing()).ifPresent(missing));
    }

    /// A badge said what became of a page: the newest one of this id that it has said nothing of yet. Empty when there is none.
    ///
    /// @param outcome by the time since the page was sent
    Optional<SentPage> answered(DeviceId device, Optional<String> id, Function<Duration, Acknowledgement> outcome) {
        long now = time.nanos();
        return writable(device).get().stream().filter(sent -> sent.page().id().equals(id) && open(sent.acknowledgement())).findFirst()
            .flatMap(sent -> change(device, sent.number(), Acknowledgement.class, outcome.apply(Duration.ofNanos(now - sent.nanos()))));
    }

    /// Whether the badge may still say what became of a page.
    private static boolean open(Acknowledgement acknowledgement) {
        return switch (acknowledgement) {
            case Acknowledgement.Waiting _, Acknowledgement.Missing _ -> true;
            case Acknowledgement.Shown _, Acknowledgement.Failed _ -> false;
        };
    }

    /// Empty when the page is not there any more, or in another state than expected.
    private Optional<SentPage> change(DeviceId device, long number, Class<? extends Acknowledgement> expected, Acknowledgement next) {
        AtomicReference<Optional<SentPage>> changed = new AtomicReference<>(Optional.empty());
        writable(device).update(all -> {
            changed.set(
                all.stream().filter(sent -> sent.number() == number && expected.isInstance(sent.acknowledgement())).findFirst().map(sent -> sent.with(next)));
            return all.stream().map(sent -> changed.get().filter(now -> now.number() == sent.number()).orElse(sent)).toList();
        });
        return changed.get();
    }
}
