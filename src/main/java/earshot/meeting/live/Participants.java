package earshot.meeting.live;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.DeviceId;
import earshot.meeting.MeetingSharingSettings.Broadcast;
import earshot.wire.MeetingMessage;

/// The participants of a meeting, and the connections that are sent copies of it. Not thread-safe: guarded by the lock of its meeting.
final class Participants {
    private final Supplier<Broadcast> rules;
    private final Supplier<Collection<MeetingParticipant>> connected;
    private final LinkedHashMap<DeviceId, MeetingParticipant> present = new LinkedHashMap<>();
    private final List<MeetingParticipant> repeatedRequests = new ArrayList<>();

    Participants(Supplier<Broadcast> rules, Supplier<Collection<MeetingParticipant>> connected) {
        this.rules = rules;
        this.connected = connected;
    }

    void add(MeetingParticipant participant) {
        present.put(participant.deviceId(), participant);
    }

    /// False when it did not take part, or another connection of its device does.
    boolean remove(MeetingParticipant participant) {
        return present.remove(participant.deviceId(), participant);
    }

    /// A participant that requests the summary again gets it twice; a connection that replaced another has not had the first answer yet.
    void repeatRequest(MeetingParticipant participant) {
        if (present.put(participant.deviceId(), participant) == participant) {
            repeatedRequests.add(participant);
        }
    }

    boolean isEmpty() {
        return present.isEmpty();
    }

    List<MeetingParticipant> all() {
        return List.copyOf(present.values());
    }

    List<DeviceId> devices() {
        return List.copyOf(present.keySet());
    }

    Duration pendingAudio() {
        return present.values().stream().map(participant -> participant.connection.pendingAudio()).reduce(Duration.ZERO, Duration::plus);
    }

    /// Whether somebody says something right now.
    boolean speaking() {
        return present.values().stream().anyMatch(participant -> participant.connection.speaking());
    }

    /// @param devices of the meeting, the one whose meeting it is first
    void broadcast(List<DeviceId> devices, LiveTranscript sentences) {
        DeviceId origin = devices.getFirst();
        present.values().forEach(participant -> participant
            .send(MeetingMessages.transcript(sentences, new SpeakerNames(devices, Set.of(participant.deviceId())), Optional.empty())));
        sendCopies(devices, origin, names -> MeetingMessages.transcript(sentences, names, Optional.of(names.of(origin))));
    }

    /// @param devices of the meeting, the one whose meeting it is first
    void broadcast(List<DeviceId> devices, MeetingMessage.Summary s) {
        DeviceId origin = devices.getFirst();
        present.values().forEach(participant -> participant.send(s));
        sendCopies(devices, origin,
            names -> new MeetingMessage.Summary(s.title(), s.duration(), s.bullets(), s.decisions(), s.actions(), s.risks(), s.nextSteps(), s.segments(),
                s.checkpoint(), s.idempotent(),
            Optional.of(names.of(origin))));
    }

    /// Sends copies of a device's snippet.
    ///
    /// @param devices of the meeting
    void sendSnippet(List<DeviceId> devices, DeviceId origin, JsonNode items) {
        MeetingBroadcast.send(rules.get(), connected.get(), devices, origin, names -> new MeetingMessage.Snippet(names.in(items), names.of(origin)));
    }

    /// Ends the meeting for all participants, after those that asked again got the summary again.
    void dismiss(LiveMeeting meeting, MeetingMessage.Summary repeated) {
        repeatedRequests.forEach(participant -> participant.send(repeated));
        repeatedRequests.clear();
        present.values().stream().filter(participant -> participant.attends(meeting)).forEach(participant -> participant.connection.meetingEnded());
        present.clear();
    }

    private void sendCopies(List<DeviceId> devices, DeviceId origin, Function<SpeakerNames, MeetingMessage> copy) {
        MeetingBroadcast.send(rules.get(),
            connected.get().stream().filter(participant -> participant.deviceId().equals(origin) || !present.containsKey(participant.deviceId())).toList(),
            devices, origin, copy);
    }
}
