package earshot.meeting.live;

import earshot.config.MeetingSettings.Broadcast;
import earshot.wire.MeetingWord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The participants of a meeting, and the connections that are sent copies of it. Not thread-safe: guarded by the lock of its meeting.
final class Company {
    private final Supplier<Broadcast> rules;
    private final Supplier<Collection<Place>> everybody;
    private final LinkedHashMap<String, Place> present = new LinkedHashMap<>();
    private final List<Place> again = new ArrayList<>();

    Company(Supplier<Broadcast> rules, Supplier<Collection<Place>> everybody) {
        this.rules = rules;
        this.everybody = everybody;
    }

    void add(Place place) {
        present.put(place.deviceId(), place);
    }

    /// False when it did not take part, or another connection of its device does.
    boolean remove(Place place) {
        return present.remove(place.deviceId(), place);
    }

    /// A participant that requests the summary again gets it twice; a connection that replaced another has not had the first answer yet.
    void asksAgain(Place place) {
        if (present.put(place.deviceId(), place) == place) {
            again.add(place);
        }
    }

    boolean isEmpty() {
        return present.isEmpty();
    }

    List<Place> places() {
        return List.copyOf(present.values());
    }

    List<String> devices() {
        return List.copyOf(present.keySet());
    }

    Duration soundWaiting() {
        return present.values().stream().map(Place::soundWaiting).reduce(Duration.ZERO, Duration::plus);
    }

    /// @param origin device whose meeting it is
    void tell(String origin, MeetingWord.Transcript lines) {
        present.values().forEach(place -> place.send(lines));
        copy(origin, new MeetingWord.Transcript(lines.segments(), lines.total(), Optional.of(origin)));
    }

    /// @param origin device whose meeting it is
    void tell(String origin, MeetingWord.Summary s) {
        present.values().forEach(place -> place.send(s));
        copy(origin, new MeetingWord.Summary(s.title(), s.duration(), s.bullets(), s.decisions(), s.actions(), s.risks(), s.nextSteps(), s.segments(), s.checkpoint(), s.idempotent(),
            Optional.of(origin)));
    }

    /// Sends copies of a device's snippet.
    void copy(MeetingWord.Snippet said) {
        Copies.send(rules.get(), everybody.get(), said.from(), said);
    }

    /// Ends the meeting for all participants, after those that asked again got the summary again.
    void dismiss(LiveMeeting meeting, MeetingWord.Summary repeated) {
        again.forEach(place -> place.send(repeated));
        again.clear();
        present.values().stream().filter(place -> place.attends(meeting)).forEach(Place::dismissed);
        present.clear();
    }

    private void copy(String origin, MeetingWord copy) {
        Copies.send(rules.get(), everybody.get().stream().filter(place -> place.deviceId().equals(origin) || !present.containsKey(place.deviceId())).toList(), origin, copy);
    }
}
