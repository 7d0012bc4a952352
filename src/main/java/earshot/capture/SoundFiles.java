package earshot.capture;

import module java.base;

import earshot.audio.format.OggOpusPageReader;
import earshot.audio.format.OggOpusWriter;

/// The packets of the sounds of a session file, each file read as far as its packets are asked for: of a file that is too large the sounds end where the
/// lines do.
final class SoundFiles implements AutoCloseable {
    /// Files that are read side by side; of more the one that was opened first is read to its end.
    private static final int MOST_OPEN = 200;
    private static final int PACKET_BYTES = 40;

    private final SessionSource source;
    private final ReadBudget budget;
    private final Map<String, Sound> sounds = new HashMap<>();
    private final SequencedMap<String, Sound> open = new LinkedHashMap<>();
    private int missing;

    private static final class Sound {
        final List<byte[]> packets = new ArrayList<>();
        Optional<InputStream> in = Optional.empty();
        Optional<OggOpusPageReader> reader = Optional.empty();
    }

    SoundFiles(SessionSource source, ReadBudget budget) {
        this.source = source;
        this.budget = budget;
    }

    /// Empty where there is no such packet, or none that can be played.
    Optional<byte[]> packet(EntryJson.Place place) {
        Sound sound = sounds.computeIfAbsent(place.sound(), this::opened);
        read(place.sound(), sound, place.index());
        Optional<byte[]> packet = place.index() < sound.packets.size() ? Optional.of(sound.packets.get(place.index())).filter(OggOpusWriter::fits)
            : Optional.empty();
        missing += packet.isEmpty() ? 1 : 0;
        return packet;
    }

    private Sound opened(String name) {
        if (open.size() >= MOST_OPEN) {
            Map.Entry<String, Sound> first = open.firstEntry();
            read(first.getKey(), first.getValue(), Integer.MAX_VALUE);
        }
        Sound sound = new Sound();
        try {
            sound.in = source.open(name).map(content -> budget.limit(content.in()));
            sound.reader = sound.in.map(OggOpusPageReader::new);
            open.put(name, sound);
        } catch (IOException | RuntimeException _) {
            // its packets are missing
        }
        return sound;
    }

    /// Reads until a packet is there, or no more comes.
    private void read(String name, Sound sound, int index) {
        while (sound.packets.size() <= index && sound.reader.isPresent()) {
            Optional<List<byte[]>> page = budget.memory() < 0 ? Optional.empty() : page(sound.reader.get());
            page.ifPresentOrElse(packets -> {
                sound.packets.addAll(packets);
                budget.take(packets.stream().mapToLong(packet -> PACKET_BYTES + packet.length).sum());
            }, () -> close(name, sound));
        }
    }

    private static Optional<List<byte[]>> page(OggOpusPageReader reader) {
        try {
            return reader.next();
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private void close(String name, Sound sound) {
        open.remove(name);
        sound.reader = Optional.empty();
        try (InputStream _ = sound.in.orElseGet(InputStream::nullInputStream)) {
            sound.in = Optional.empty();
        } catch (IOException _) {
            // it was only read
        }
    }

    /// Packets that were asked for and are not there.
    int missing() {
        return missing;
    }

    @Override
    public void close() {
        Map.copyOf(open).forEach(this::close);
    }
}
