package earshot.meeting.archive;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.Digest;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingJson;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.store.ArchiveStateStore;
import earshot.store.BoundedFile;
import earshot.store.PrivateFiles;

/// The files of archived meetings: `<sessionId>.json`, with shards in `segments` for long ones, and `index.json`. A reader sees the old file
/// or the new one, never a part. One thread writes; any may read. Blocks on the disk. Source: badge-protocol section 6.3.
public final class ArchiveFolder {
    /// Sentences in one shard, and at most in a main file without shards.
    static final int SHARD = 100;
    /// Sentences in a main file with shards.
    static final int PREVIEW = 50;
    /// Of one file: an index of some 100 000 meetings.
    private static final int MAX_BYTES = 32 << 20;
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");
    /// Names that this archive uses itself, and names that Windows reserves for devices.
    private static final Pattern RESERVED = Pattern.compile("(?i)(index|active_.*|con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    private final Path directory;
    private final Path shards;

    ArchiveFolder(Path directory) {
        this.directory = directory;
        shards = directory.resolve("segments");
    }

    /// @param items sentences in order
    public record Page(List<JsonNode> items, int total) {}

    /// The file name of a meeting without its extension: its id where file systems accept it, else its accepted characters and a digest.
    static String name(MeetingId id) {
        if (SAFE.matcher(id.value()).matches() && !id.value().endsWith(".") && !RESERVED.matcher(id.value()).matches()) {
            return id.value();
        }
        String accepted = id.value().replaceAll("[^A-Za-z0-9_-]", "-");
        return (accepted.length() > 60 ? accepted.substring(0, 60) : accepted) + "-" + Digest.of(id.value(), 8);
    }

    boolean has(MeetingId id) {
        return Files.exists(main(id));
    }

    /// Whether the main file and all shards of a meeting can be read.
    boolean readable(MeetingId id) {
        try {
            Optional<JsonNode> main = meeting(id);
            return main.isPresent() && page(main.get(), 0, Integer.MAX_VALUE).items().size() == total(main.get());
        } catch (IOException _) {
            return false;
        }
    }

    /// The main file of a meeting, and the index.
    Path mainFile(MeetingId id) {
        return main(id);
    }

    Path indexFile() {
        return directory.resolve("index.json");
    }

    /// The main files of all meetings.
    List<Path> mainFiles() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".json") && !file.equals(indexFile())).sorted().toList();
        } catch (IOException | UncheckedIOException _) {
            return List.of();
        }
    }

    /// Writes all files of a meeting, the shards first: a main file never refers to a shard that does not exist.
    void write(MeetingTranscript transcript) throws IOException {
        PrivateFiles.createDirectories(shards);
        Meeting meeting = transcript.meeting();
        List<MeetingSentence> sentences = transcript.countedSentences();
        int count = sentences.size() <= SHARD ? 0 : (sentences.size() + SHARD - 1) / SHARD;
        for (int k = 0; k < count; k++) {
            ObjectNode shard = JSON.createObjectNode().put("sessionId", meeting.id().value()).put("shard", k);
            shard.set("segments", json(transcript, sentences.subList(k * SHARD, Math.min(sentences.size(), (k + 1) * SHARD))));
            replace(shard(meeting.id(), k), shard);
        }
        ObjectNode main = facts(meeting, MeetingJson.duration(transcript));
        main.set("summary", transcript.summary().map(MeetingJson::of).orElseGet(JSON::createObjectNode));
        main.set("metrics", transcript.metrics().map(MeetingJson::of).orElseGet(JSON::createObjectNode));
        if (count > 0) {
            main.put("preview", true).put("totalCount", sentences.size()).put("shardCount", count);
        }
        main.set("segments", json(transcript, count > 0 ? sentences.subList(0, PREVIEW) : sentences));
        replace(main(meeting.id()), main);
        removeShards(meeting.id(), count);
    }

    /// Writes the index of all archived meetings.
    void index(List<ArchiveStateStore.Entry> entries) throws IOException {
        PrivateFiles.createDirectories(directory);
        ArrayNode index = JSON.createArrayNode();
        entries.forEach(entry -> index
            .add(facts(entry.meeting(), entry.duration()).put("bulletsLength", entry.bullets()).put("segmentsCount", entry.meeting().segments())));
        if (!Files.exists(indexFile()) || !index.equals(index())) {
            replace(indexFile(), index);
        }
    }

    /// The entries of the index, newest first; empty when there is no readable index.
    public ArrayNode index() throws IOException {
        return read(indexFile()).filter(JsonNode::isArray).map(ArrayNode.class::cast).orElseGet(JSON::createArrayNode);
    }

    /// The meetings of the index; none where it cannot be read.
    List<MeetingId> indexed() {
        try {
            return index().valueStream().map(entry -> new MeetingId(entry.path("sessionId").asText())).toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    /// The main file of a meeting.
    public Optional<JsonNode> meeting(MeetingId id) throws IOException {
        return read(main(id)).filter(json -> json.path("sessionId").asText().equals(id.value()));
    }

    /// Sentences of a meeting, in order.
    public Page page(JsonNode meeting, long offset, int most) throws IOException {
        int total = total(meeting);
        List<JsonNode> items = new ArrayList<>();
        if (meeting.path("preview").asBoolean()) {
            for (long k = offset / SHARD; k * SHARD < Math.min(total, offset + (long) most); k++) {
                JsonNode shard = read(shard(new MeetingId(meeting.path("sessionId").asText()), (int) k)).orElseGet(JSON::createObjectNode);
                long first = k * SHARD;
                take(shard.path("segments"), Math.max(0, offset - first), offset + (long) most - first, items);
            }
        } else {
            take(meeting.path("segments"), offset, offset + most, items);
        }
        return new Page(items, total);
    }

    public static int total(JsonNode meeting) {
        return meeting.path("totalCount").asInt(meeting.path("segments").size());
    }

    /// Deletes the files of a meeting.
    void remove(MeetingId id) throws IOException {
        Files.deleteIfExists(main(id));
        removeShards(id, 0);
    }

    /// Appends a line to the log of metrics, and waits until it is on the disk.
    void metrics(String line) throws IOException {
        PrivateFiles.createDirectories(directory);
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
        try (FileChannel log = PrivateFiles.open(directory.resolve("metrics.log"), StandardOpenOption.APPEND)) {
            while (bytes.hasRemaining()) {
                log.write(bytes);
            }
            log.force(true);
        }
    }

    private static void take(JsonNode sentences, long from, long to, List<JsonNode> items) {
        for (long i = from; i < Math.min(to, sentences.size()); i++) {
            items.add(sentences.get((int) i));
        }
    }

    private static ObjectNode facts(Meeting meeting, Duration duration) {
        ObjectNode facts = JSON.createObjectNode().put("sessionId", meeting.id().value())
            .put("deviceId", meeting.devices().stream().findFirst().map(DeviceId::value).orElse(""));
        ArrayNode devices = facts.putArray("devices");
        meeting.devices().forEach(device -> devices.add(device.value()));
        return facts.put("title", meeting.title()).put("startedAt", meeting.startedAt().toEpochMilli())
            .put("endedAt", meeting.endedAt().orElse(meeting.lastAt()).toEpochMilli()).put("durationMs", duration.toMillis());
    }

    private static ArrayNode json(MeetingTranscript transcript, List<MeetingSentence> sentences) {
        ArrayNode json = JSON.createArrayNode();
        sentences.forEach(sentence -> json.add(MeetingJson.of(sentence, transcript.speakerName(sentence.speaker()))));
        return json;
    }

    private Path main(MeetingId id) {
        return directory.resolve(name(id) + ".json");
    }

    private Path shard(MeetingId id, int k) {
        return shards.resolve(name(id) + "_shard_" + k + ".json");
    }

    private void removeShards(MeetingId id, int from) throws IOException {
        if (!Files.isDirectory(shards)) {
            return;
        }
        String start = name(id) + "_shard_";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(shards, file -> file.getFileName().toString().startsWith(start))) {
            for (Path file : files) {
                String rest = file.getFileName().toString().substring(start.length());
                if (rest.matches("\\d{1,6}\\.json") && Integer.parseInt(rest.substring(0, rest.length() - 5)) >= from) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    static Optional<JsonNode> read(Path file) throws IOException {
        // whoever opens a pipe waits until somebody writes
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "not a file");
        }
        try {
            return Optional.ofNullable(JSON.readTree(BoundedFile.read(file, MAX_BYTES)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static void replace(Path file, JsonNode content) throws IOException {
        PrivateFiles.replace(file, JSON.writeValueAsBytes(content));
    }
}
