package earshot.server;

import module java.base;

/// The method of an HTTP request. Its name is kept as it was sent, because methods differ by case and clients send others than these.
public record HttpMethod(String name) {
    public static final HttpMethod GET = new HttpMethod("GET");
    public static final HttpMethod HEAD = new HttpMethod("HEAD");
    public static final HttpMethod POST = new HttpMethod("POST");
    public static final HttpMethod PUT = new HttpMethod("PUT");
    public static final HttpMethod OPTIONS = new HttpMethod("OPTIONS");

    /// What an address takes that can only be read.
    public static final List<HttpMethod> READING = List.of(GET, HEAD, OPTIONS);
    /// What an address takes that carries something out.
    public static final List<HttpMethod> SENDING = List.of(POST, OPTIONS);

    /// Whether it only asks for something, and changes nothing.
    boolean reads() {
        return equals(GET) || equals(HEAD);
    }

    /// Several as the header `Allow` names them.
    public static String join(List<HttpMethod> methods) {
        return methods.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return name;
    }
}
