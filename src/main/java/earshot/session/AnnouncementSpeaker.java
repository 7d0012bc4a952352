package earshot.session;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.time.Time;
import earshot.wire.ListenMode;

/// Says what the server has to say by itself, as soon as that disturbs nobody: after the device's first listen, outside of turns and meetings, and not while
/// a person speaks or has just begun to listen. Used on the connection's thread only.
final class AnnouncementSpeaker implements AutoCloseable {
    /// A person who made the device listen speaks within this time.
    static final Duration QUIET = Duration.ofSeconds(3);
    /// Announcements of which nothing was heard; after that no more is tried until there is something new to say.
    static final int MAX_UNHEARD = 3;
    /// From the first that was not heard to the next; twice as long after each.
    static final Duration BACKOFF = Duration.ofSeconds(10);

    private final SessionServices services;
    private final ConnectionContext connection;
    private final ListenManager listenManager;
    private final TurnManager turnManager;
    private final BooleanSupplier open;
    private boolean wanted = true;
    private boolean running;
    private int unheard;
    /// Since when the device is seen neither listening nor in a dialog, monotonic nanoseconds.
    private OptionalLong idleSince = OptionalLong.empty();
    private Optional<Time.Timer> backoff = Optional.empty();
    private Optional<Time.Timer> quiet = Optional.empty();

    /// @param open whether the connection is the device's own and is not being closed
    AnnouncementSpeaker(SessionServices services, ConnectionContext connection, ListenManager listenManager, TurnManager turnManager, BooleanSupplier open) {
        this.services = services;
        this.connection = connection;
        this.listenManager = listenManager;
        this.turnManager = turnManager;
        this.open = open;
    }

    /// There is something to say, at once or as soon as it can be said.
    void request() {
        wanted = true;
        unheard = 0;
        endBackoff();
        speakIfFree();
    }

    /// Called after everything that happens on the connection.
    void speakIfFree() {
        if (!wanted || running || backoff.isPresent() || unheard >= MAX_UNHEARD || !free()) {
            return;
        }
        wanted = false;
        services.conversation().announcements().next(connection.deviceId()).ifPresent(this::speak);
    }

    private boolean free() {
        return listenManager.everListened() && turnManager.idle() && connection.mode() != ConnectionMode.MEETING && nobodySpeaks() && open.getAsBoolean();
    }

    private boolean nobodySpeaks() {
        if (listenManager.state() == ListenState.IDLE) {
            idleSince = idleSince.isPresent() ? idleSince : OptionalLong.of(services.time().nanos());
            // an answer is just over; otherwise a wake word may have been heard
            return connection.mode() == ConnectionMode.DIALOG_ACTIVE || quietSince(idleSince.getAsLong());
        }
        idleSince = OptionalLong.empty();
        boolean pressed = listenManager.mode().filter(ListenMode.MANUAL::equals).isPresent() && connection.mode() == ConnectionMode.DIALOG_PREPARING;
        OptionalLong since = listenManager.silentSince();
        return since.isPresent() && !pressed && quietSince(since.getAsLong());
    }

    private boolean quietSince(long since) {
        Duration silent = Duration.ofNanos(services.time().nanos() - since);
        if (silent.compareTo(QUIET) < 0 && quiet.isEmpty()) {
            quiet = Optional.of(services.time().after(QUIET.minus(silent), () -> connection.post(() -> quiet = Optional.empty())));
        }
        return silent.compareTo(QUIET) >= 0;
    }

    private void speak(Announcement announcement) {
        running = true;
        listenManager.discardSegment();
        boolean begun = turnManager.announce(announcement.sentences(), played -> {
            running = false;
            // what was cut off is said later, and there may be more
            wanted = true;
            if (played > 0) {
                unheard = 0;
            } else {
                notHeard();
            }
            announcement.ended(played);
        });
        if (!begun) {
            running = false;
            notHeard();
        }
    }

    private void notHeard() {
        unheard++;
        backoff = Optional.of(services.time().after(BACKOFF.multipliedBy(1L << (unheard - 1)), () -> connection.post(() -> backoff = Optional.empty())));
    }

    private void endBackoff() {
        backoff.ifPresent(Time.Timer::cancel);
        backoff = Optional.empty();
    }

    @Override
    public void close() {
        quiet.ifPresent(Time.Timer::cancel);
        endBackoff();
    }
}
