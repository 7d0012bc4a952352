package earshot.tts;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.LetterCase;
import earshot.problem.ProblemException;
import earshot.remote.ProviderCall;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderOffer;
import earshot.remote.ProviderOffer.Gender;
import earshot.remote.ProviderSettings;
import earshot.remote.RetryPolicy;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// The voices of the read-aloud service of the Edge browser, by its own list where it can be reached, else by one of a date that is part of the program.
public final class EdgeVoiceList {
    private static final String BUILT_IN = "/assets/tts/edge-voices.json";
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int LARGEST = 4 << 20;

    private EdgeVoiceList() {}

    /// Waits; for virtual threads.
    ///
    /// @throws ProblemException when `base_url` is not an address; else it never fails
    public static List<ProviderOffer> voices(ProviderSettings provider, SharedHttpClient sharedHttpClient) {
        URI list = EdgeRequest.listAddress(new EdgeService(provider).address(), sharedHttpClient.time().now());
        try (ProviderCall call = new ProviderCall(sharedHttpClient, new ProviderErrors(provider, list), RetryPolicy.SPEECH, LIMIT)) {
            HttpRequest.Builder request = SharedHttpClient.request(list, Optional.empty());
            EdgeRequest.headers(UUID.randomUUID()).forEach((name, value) -> {
                if (!name.equals("Accept-Encoding")) {
                    request.setHeader(name, value);
                }
            });
            call.send(request.setHeader("Accept", "*/*").build());
            List<ProviderOffer> found = JSON.readTree(call.text(LARGEST)).valueStream().filter(voice -> voice.path("ShortName").isTextual())
                .map(
                    voice -> new ProviderOffer(voice.path("ShortName").asText(), List.of(voice.path("Locale").asText()), gender(voice.path("Gender").asText())))
                .toList();
            return found.isEmpty() ? builtIn() : found;
        } catch (ProblemException | CancellationException | JsonProcessingException _) {
            return builtIn();
        }
    }

    private static Gender gender(String written) {
        return switch (written) {
            case "Female" -> Gender.FEMALE;
            case "Male" -> Gender.MALE;
            default -> Gender.UNKNOWN;
        };
    }

    static List<ProviderOffer> builtIn() {
        try (InputStream in = EdgeVoiceList.class.getResourceAsStream(BUILT_IN)) {
            JsonNode tree = JSON.readTree(in);
            return Stream.of(Gender.FEMALE, Gender.MALE).flatMap(gender -> tree.path(LetterCase.lower(gender.name())).valueStream().map(JsonNode::asText)
                .map(name -> new ProviderOffer(name, List.of(name.replaceFirst("-[^-]*$", "")), gender))).sorted(Comparator.comparing(ProviderOffer::name))
                .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
