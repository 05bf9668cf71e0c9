package io.tegata.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A record that holds a secret has a {@code toString} of its own that does not touch it. What a
 * record prints by itself is every component, and a record ends up in a log line or a message
 * sooner or later. Read from the class file, since only there the two kinds of {@code toString}
 * differ.
 */
final class HideSecrets extends ArchCondition<JavaClass> {

    /** Records that show theirs today; this list may only become shorter. */
    static final Set<String> NOT_YET =
            Set.of(
                    "io.tegata.allinone.platform.DatabaseServer$Access",
                    "io.tegata.allinone.platform.OperatorTokens$Token",
                    "io.tegata.payment.acquirer.cardsimulator.CardSimulatorMessages$ChargeRequest");

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(api_?key|secret|token|pepper|password)");
    private static final Set<String> TEXT =
            Set.of("java.lang.String", "java.lang.CharSequence", "[B", "[C");

    /** What makes a record's own {@code toString}, {@code equals} and {@code hashCode}. */
    private static final String GENERATED = "ObjectMethods";

    HideSecrets() {
        super("hide their secrets");
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        Set<String> secrets = secrets(item);
        if (!secrets.isEmpty() && shows(item, secrets)) {
            events.add(
                    SimpleConditionEvent.violated(
                            item, item.getName() + ".toString() shows " + secrets));
        }
    }

    /** Of a record that is a secret as a whole, such as a token, every text counts. */
    static Set<String> secrets(JavaClass record) {
        boolean wholly = SECRET.matcher(record.getSimpleName()).matches();
        return record.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> TEXT.contains(field.getRawType().getName()))
                .map(JavaField::getName)
                .filter(name -> wholly || SECRET.matcher(name).matches())
                .collect(Collectors.toSet());
    }

    private static boolean shows(JavaClass record, Set<String> secrets) {
        return read(record).methods().stream()
                .filter(method -> method.methodName().equalsString("toString"))
                .filter(method -> method.methodType().equalsString("()Ljava/lang/String;"))
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .anyMatch(element -> shows(element, secrets));
    }

    private static boolean shows(CodeElement element, Set<String> secrets) {
        return switch (element) {
            case InvokeDynamicInstruction made ->
                    made.bootstrapMethod().owner().displayName().equals(GENERATED);
            case FieldInstruction field -> secrets.contains(field.name().stringValue());
            case InvokeInstruction call -> secrets.contains(call.name().stringValue());
            default -> false;
        };
    }

    private static ClassModel read(JavaClass type) {
        var source = type.getSource().orElseThrow();
        try (InputStream bytes = source.getUri().toURL().openStream()) {
            return ClassFile.of().parse(bytes.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + source, failure);
        }
    }
}
