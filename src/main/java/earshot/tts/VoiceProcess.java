package earshot.tts;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.RunningCalls;
import earshot.time.Time;

/// Runs a speech program of this computer for each sentence: text to its standard input, WAV from its standard output, or from a file
/// where it cannot write that. The text never passes through a shell. The program is killed after 10 s. Safe for use from any thread.
final class VoiceProcess implements Voice {
    /// How many processes may run at a time; other sentences wait.
    private static final int AT_ONCE = 2;
    private static final int WAITING = 128;
    private static final int LONGEST = 2_000;
    private static final int LARGEST = 32 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /// Placeholder in a command for the file that the program is to write.
    static final String FILE = "{file}";

    private final String name;
    private final List<String> command;
    private final Time time;
    private final RunningCalls calls;
    private final Semaphore running = new Semaphore(AT_ONCE);

    VoiceProcess(String name, List<String> command, Time time) {
        this.name = name;
        this.command = List.copyOf(command);
        this.time = time;
        calls = new RunningCalls(command.getFirst(), WAITING);
    }

    @Override
    public CompletableFuture<PcmAudio> speak(String sentence) {
        Run run = new Run(sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence);
        return calls.run(run, run::synthesize);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        calls.close();
    }

    private ProblemException failed(String reason) {
        return new ProblemException(Problem.of(ProblemCode.PROVIDER_PROGRAM_FAILED, command.getFirst(), reason));
    }

    private final class Run implements AutoCloseable {
        private final String sentence;
        private Optional<Process> process = Optional.empty();
        private boolean closed;

        Run(String sentence) {
            this.sentence = sentence;
        }

        PcmAudio synthesize() {
            running.acquireUninterruptibly();
            try {
                return command.contains(FILE) ? runWithFile() : run(command, Optional.empty());
            } catch (IOException e) {
                checkOpen();
                throw failed(String.valueOf(e.getMessage()));
            } finally {
                running.release();
            }
        }

        private PcmAudio runWithFile() throws IOException {
            Path file = Files.createTempFile("earshot-voice-", ".wav");
            try {
                return run(command.stream().map(part -> part.equals(FILE) ? file.toString() : part).toList(), Optional.of(file));
            } finally {
                Files.deleteIfExists(file);
            }
        }

        private PcmAudio run(List<String> words, Optional<Path> file) throws IOException {
            Process program = start(words);
            boolean[] late = {false};
            Time.Timer timer = time.after(LIMIT, () -> {
                late[0] = true;
                program.destroyForcibly();
            });
            try {
                CompletableFuture<Void> fed = feed(program);
                byte[] out = program.getInputStream().readNBytes(LARGEST);
                int code = program.waitFor();
                fed.join();
                checkOpen();
                if (late[0]) {
                    throw failed("it did not end within " + LIMIT.toSeconds() + " s");
                }
                byte[] wav = file.isPresent() ? readFile(file.get()) : out;
                if (wav.length == 0) {
                    throw failed("it ended with code " + code + " and gave no sound");
                }
                PcmAudio audio = WavFile.read(new ByteArrayInputStream(wav), command.getFirst());
                return new PcmAudio(new LoudnessNormalizer(new LoudnessNormalizer.VoiceLevel()).normalize(audio.pcm()), audio.rate());
            } catch (InterruptedException _) {
                throw new CancellationException("interrupted while a program speaks");
            } catch (ProblemException e) {
                throw e.problem().code() == ProblemCode.SPEECH_FILE_UNUSABLE ? failed("its sound cannot be read: " + e.problem().args().getLast()) : e;
            } finally {
                timer.cancel();
                program.destroyForcibly();
            }
        }

        private static byte[] readFile(Path file) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(LARGEST);
            }
        }

        private synchronized Process start(List<String> words) throws IOException {
            checkOpen();
            Process program = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process = Optional.of(program);
            return program;
        }

        /// Writes the text on another thread: a program that writes audio while it still reads text would otherwise deadlock with us.
        private CompletableFuture<Void> feed(Process program) {
            CompletableFuture<Void> fed = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try (OutputStream in = program.getOutputStream()) {
                    in.write(sentence.getBytes(StandardCharsets.UTF_8));
                } catch (IOException _) {
                    // it ended before it read everything; its output shows whether it failed
                } finally {
                    fed.complete(null);
                }
            });
            return fed;
        }

        private synchronized void checkOpen() {
            if (closed) {
                throw new CancellationException("the sentence was cut");
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            process.ifPresent(Process::destroyForcibly);
        }
    }
}
