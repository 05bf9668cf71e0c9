package io.tegata.allinone.platform;

/** A sandbox merchant and the key that it calls the API with. */
public record Merchant(String id, String apiKey) {

    /** The key is a secret: it is printed where somebody asks for it, never by accident. */
    @Override
    public String toString() {
        return "Merchant[" + id + "]";
    }
}
