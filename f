[0m[0mWARNING: A terminally deprecated method in sun.misc.Unsafe has been called
WARNING: sun.misc.Unsafe::objectFieldOffset has been called by com.google.common.util.concurrent.AbstractFuture$UnsafeAtomicHelper (file:/usr/share/maven/lib/guava.jar)
WARNING: Please consider reporting this to the maintainers of class com.google.common.util.concurrent.AbstractFuture$UnsafeAtomicHelper
WARNING: sun.misc.Unsafe::objectFieldOffset will be removed in a future release
[INFO] Scanning for projects...
[INFO] ------------------------------------------------------------------------
[INFO] Reactor Build Order:
[INFO] 
[INFO] Belay                                                              [pom]
[INFO] testing                                                            [jar]
[INFO] domain                                                             [jar]
[INFO] engine                                                             [jar]
[INFO] strategies                                                         [jar]
[INFO] workflows                                                          [jar]
[INFO] ledger                                                             [jar]
[INFO] data                                                               [jar]
[INFO] activities                                                         [jar]
[INFO] simulator                                                          [jar]
[INFO] api                                                                [jar]
[INFO] app                                                                [jar]
[INFO] 
[INFO] --------------------------< dev.belay:belay >---------------------------
[INFO] Building Belay 0.1.0-SNAPSHOT                                     [1/12]
[INFO] --------------------------------[ pom ]---------------------------------
[INFO] 
[INFO] --- maven-toolchains-plugin:3.2.0:select-jdk-toolchain (default) @ belay ---
[INFO] Not using an external toolchain as the current JDK matches the requirements.
[INFO] 
[INFO] --- spotless-maven-plugin:2.46.1:check (check-format) @ belay ---
[INFO] Spotless check skipped
[INFO] 
[INFO] -------------------------< dev.belay:testing >--------------------------
[INFO] Building testing 0.1.0-SNAPSHOT                                   [2/12]
[INFO] --------------------------------[ jar ]---------------------------------
[INFO] 
[INFO] --- maven-toolchains-plugin:3.2.0:select-jdk-toolchain (default) @ testing ---
[INFO] Not using an external toolchain as the current JDK matches the requirements.
[INFO] 
[INFO] --- spotless-maven-plugin:2.46.1:check (check-format) @ testing ---
[INFO] Spotless check skipped
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:resources (default-resources) @ testing ---
[INFO] Copying 1 resource from src/main/resources to target/classes
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ testing ---
[INFO] Nothing to compile - all classes are up to date.
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:testResources (default-testResources) @ testing ---
[INFO] skip non existing resourceDirectory /tmp/w9/join/testing/src/test/resources
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:testCompile (default-testCompile) @ testing ---
[INFO] No sources to compile
[INFO] 
[INFO] --- maven-surefire-plugin:3.5.4:test (default-test) @ testing ---
[INFO] No tests to run.
[INFO] 
[INFO] --------------------------< dev.belay:domain >--------------------------
[INFO] Building domain 0.1.0-SNAPSHOT                                    [3/12]
[INFO] --------------------------------[ jar ]---------------------------------
[INFO] 
[INFO] --- maven-toolchains-plugin:3.2.0:select-jdk-toolchain (default) @ domain ---
[INFO] Not using an external toolchain as the current JDK matches the requirements.
[INFO] 
[INFO] --- spotless-maven-plugin:2.46.1:check (check-format) @ domain ---
[INFO] Spotless check skipped
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:resources (default-resources) @ domain ---
[INFO] skip non existing resourceDirectory /tmp/w9/join/domain/src/main/resources
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ domain ---
[INFO] Nothing to compile - all classes are up to date.
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:testResources (default-testResources) @ domain ---
[INFO] Copying 1 resource from src/test/resources to target/test-classes
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:testCompile (default-testCompile) @ domain ---
[INFO] Nothing to compile - all classes are up to date.
[INFO] 
[INFO] --- maven-surefire-plugin:3.5.4:test (default-test) @ domain ---
[INFO] 
[INFO] --------------------------< dev.belay:engine >--------------------------
[INFO] Building engine 0.1.0-SNAPSHOT                                    [4/12]
[INFO] --------------------------------[ jar ]---------------------------------
[INFO] 
[INFO] --- maven-toolchains-plugin:3.2.0:select-jdk-toolchain (default) @ engine ---
[INFO] Not using an external toolchain as the current JDK matches the requirements.
[INFO] 
[INFO] --- spotless-maven-plugin:2.46.1:check (check-format) @ engine ---
[INFO] Spotless check skipped
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:resources (default-resources) @ engine ---
[INFO] skip non existing resourceDirectory /tmp/w9/join/engine/src/main/resources
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ engine ---
[INFO] Recompiling the module because of changed source code.
[INFO] Compiling 93 source files with javac [forked debug parameters release 21] to target/classes
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/backtest/Funding.java:[11,29] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/backtest/Funding.java:[11,43] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/backtest/Lane.java:[139,39] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean 'return wantsExit || (wanted != null && isOpen());'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/backtest/Lane.java:[224,27] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean '|| (lowGuard != 0 && candles.low(candle) <= lowGuard)'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/backtest/Lane.java:[225,32] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean '|| (highGuard != NEVER && candles.high(candle) >= highGuard)) {'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/backtest/Lane.java:[514,16] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean '|| (fraction >= Fixed.ONE / 1000'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/backtest/Broker.java:[146,50] [LongDoubleConversion] Conversion from long to double may lose precision; use an explicit cast to double if this was intentional
    (see https://errorprone.info/bugpattern/LongDoubleConversion)
  Did you mean 'long notional = (long) Math.min(budget / per, (double) MOST);'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/fill/OrderChecks.java:[255,26] [AnnotateFormatMethod] This method uses a pair of parameters as a format string and its arguments, but the enclosing method wasn't annotated. Doing so gives compile-time rather than run-time protection against malformed format strings.
    (see https://errorprone.info/bugpattern/AnnotateFormatMethod)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/backtest/ChanceTrades.java:[17,51] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/backtest/ChanceTrades.java:[34,47] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/backtest/Fingerprint.java:[52,34] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/backtest/Fingerprint.java:[61,29] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/backtest/Fingerprint.java:[65,34] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/fill/BookDepth.java:[44,44] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/fill/Fixed.java:[51,41] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean 'long lower = upper % ONE << 32 | (low & LOW_WORD);'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/fill/Fixed.java:[52,27] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean 'long quotient = ((upper / ONE) << 32) + lower / ONE;'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/fill/Fixed.java:[87,47] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean 'long lower = upper % divisor << 32 | (low & LOW_WORD);'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/fill/Fixed.java:[88,23] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean 'quotient = (upper / divisor) << 32 | lower / divisor;'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/fill/Fixed.java:[93,71] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean 'long top = shift == 0 ? high : high << shift | low >>> (Long.SIZE - shift);'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/fill/Fixed.java:[99,50] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean 'remainder = ((below << 32 | rest & LOW_WORD) - second * normal) >>> shift;'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/fill/Fixed.java:[99,38] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean 'remainder = (below << 32 | (rest & LOW_WORD)) - second * normal >>> shift;'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/fill/Fixed.java:[143,36] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean 'yield half > 0 || (half == 0 && (quotient & 1) == 1);'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/search/Objective.java:[16,40] [ImmutableEnumChecker] enums should be immutable: 'Objective' has field 'value' of type 'java.util.function.ToDoubleFunction<dev.belay.engine.search.Score>', the declaration of type 'java.util.function.ToDoubleFunction<dev.belay.engine.search.Score>' is not annotated with @com.google.errorprone.annotations.Immutable
    (see https://errorprone.info/bugpattern/ImmutableEnumChecker)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/search/Objective.java:[40,36] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean 'return a > b || (Double.isNaN(b) && !Double.isNaN(a));'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/simulation/Chance.java:[40,49] [NarrowCalculation] This division will discard the fractional part of the result, despite being assigned to a float.
    (see https://errorprone.info/bugpattern/NarrowCalculation)
  Did you mean '? "%s at %.3f s".formatted(incident, n / ((double) Agenda.STEPS_OF_A_MILLISECOND) / 1e3)'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/simulation/Chance.java:[69,30] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/simulation/Chance.java:[79,40] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/simulation/Chance.java:[103,75] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/simulation/Chance.java:[104,63] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/simulation/Chance.java:[109,36] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/simulation/Chance.java:[124,34] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/simulation/Chance.java:[129,29] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/simulation/Chance.java:[134,29] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/simulation/Exchange.java:[130,9] [NonApiType] Prefer a java.util.Map instead. 
    (see https://errorprone.info/bugpattern/NonApiType)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/simulation/Weather.java:[47,37] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/simulation/Weather.java:[63,47] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/simulation/Process.java:[28,6] [JavaLangClash] dev.belay.engine.simulation.Process clashes with java.lang.Process
  
    (see https://errorprone.info/bugpattern/JavaLangClash)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/simulation/Violated.java:[9,2] [AnnotateFormatMethod] This method uses a pair of parameters as a format string and its arguments, but the enclosing method wasn't annotated. Doing so gives compile-time rather than run-time protection against malformed format strings.
    (see https://errorprone.info/bugpattern/AnnotateFormatMethod)
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/HourlyReturns.java:[14,56] [CanonicalDuration] Duration can be expressed more clearly with different units
    (see https://errorprone.info/bugpattern/CanonicalDuration)
  Did you mean 'public static final Duration WINDOW = Duration.ofDays(7);'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[6,47] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean 'private static final double ONE_BY_ROOT_PI = 0.5641895835477563;'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[12,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '0.18577770618460315,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[13,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '3.1611237438705655,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[14,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '113.86415415105016,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[15,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '377.485237685302,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[16,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '3209.3775891384694'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[19,7] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '1, 23.601290952344122, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[19,30] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '1, 2.36012909523441209e1, 244.02463793444417, 1.28261652607737228e3, 2.84423683343917062e3'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[19,53] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '1, 2.36012909523441209e1, 2.44024637934444173e2, 1282.6165260773723, 2.84423683343917062e3'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[19,76] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2844.236833439171'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[22,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '2.1531153547440383E-8,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[23,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '0.5641884969886701,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[24,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '8.883149794388377,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[25,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '66.11919063714163,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[26,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '298.6351381974001,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[27,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '881.952221241769,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[28,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '1712.0476126340707,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[29,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '2051.0783778260716,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[30,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '1230.3393547979972'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[34,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '15.744926110709835,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[35,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '117.6939508913125,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[36,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '537.1811018620099,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[37,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '1621.3895745666903,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[38,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '3290.7992357334597,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[39,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '4362.619090143247,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[40,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '3439.3676741437216,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[41,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '1230.3393548037495'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[44,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '0.016315387137302097,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[45,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '0.30532663496123236,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[46,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '0.36034489994980445,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[47,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '0.12578172611122926,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[48,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '0.016083785148742275,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[49,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '0.0006587491615298378'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[53,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '2.568520192289822,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[54,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '1.8729528499234673,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[55,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '0.5279051029514285,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[56,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '0.06051834131244132,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[57,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '0.0023352049762686918'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[61,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '2509.0809287301227,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[62,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '33430.57558358813,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[63,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '67265.7709270087,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[64,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '45921.95393154987,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[65,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '13731.69376550946,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[66,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '1971.5909503065513,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[67,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '133.14166789178438,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[68,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '3.3871328727963665'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[71,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '5226.495278852854,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[72,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '28729.085735721943,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[73,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '39307.89580009271,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[74,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '21213.794301586597,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[75,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '5394.196021424751,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[76,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '687.1870074920579,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[77,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '42.31333070160091,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[81,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '0.0007745450142783414,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[82,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '0.022723844989269184,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[83,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '0.2417807251774506,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[84,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '1.2704582524523684,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[85,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '3.6478483247632045,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[86,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '5.769497221460691,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[87,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '4.630337846156546,'?
[WARNING] /tmp/w9/join/engine/src/main/java/dev/belay/engine/statistics/Normal.java:[88,4] [FloatingPointLiteralPrecision] Floating point literal loses precision
    (see https://errorprone.info/bugpattern/FloatingPointLiteralPrecision)
  Did you mean '1.4234371107496835'?
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:testResources (default-testResources) @ engine ---
[INFO] Copying 2 resources from src/test/resources to target/test-classes
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:testCompile (default-testCompile) @ engine ---
[INFO] Recompiling the module because of changed dependency.
[INFO] Compiling 33 source files with javac [forked debug parameters release 21] to target/test-classes
[WARNING] /tmp/w9/join/engine/src/test/java/dev/belay/engine/statistics/ReferenceTest.java:[281,57] [deprecation] fields() in JsonNode has been deprecated
[WARNING] /tmp/w9/join/engine/src/test/java/dev/belay/engine/backtest/Made.java:[9,55] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/engine/src/test/java/dev/belay/engine/backtest/FillEngineParityTest.java:[323,25] [NarrowCalculation] This product of integers could overflow before being implicitly cast to a long.
    (see https://errorprone.info/bugpattern/NarrowCalculation)
  Did you mean 'times[i] = (i + 1) * 8L * Made.HOUR;'?
[WARNING] /tmp/w9/join/engine/src/test/java/dev/belay/engine/backtest/FillEngineParityTest.java:[324,40] [IntLongMath] Expression of type int may overflow before being assigned to a long
    (see https://errorprone.info/bugpattern/IntLongMath)
  Did you mean 'rates[i] = random.nextInt(60_000) - 20_000L;'?
[WARNING] /tmp/w9/join/engine/src/test/java/dev/belay/engine/bias/Walk.java:[9,19] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/engine/src/test/java/dev/belay/engine/bias/Walk.java:[9,33] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/engine/src/test/java/dev/belay/engine/bias/Walk.java:[9,48] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/engine/src/test/java/dev/belay/engine/bias/Walk.java:[9,62] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/engine/src/test/java/dev/belay/engine/bias/Walk.java:[9,75] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[INFO] 
[INFO] --- maven-surefire-plugin:3.5.4:test (default-test) @ engine ---
[INFO] 
[INFO] ------------------------< dev.belay:strategies >------------------------
[INFO] Building strategies 0.1.0-SNAPSHOT                                [5/12]
[INFO] --------------------------------[ jar ]---------------------------------
[INFO] 
[INFO] --- maven-toolchains-plugin:3.2.0:select-jdk-toolchain (default) @ strategies ---
[INFO] Not using an external toolchain as the current JDK matches the requirements.
[INFO] 
[INFO] --- spotless-maven-plugin:2.46.1:check (check-format) @ strategies ---
[INFO] Spotless check skipped
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:resources (default-resources) @ strategies ---
[INFO] skip non existing resourceDirectory /tmp/w9/join/strategies/src/main/resources
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ strategies ---
[INFO] Nothing to compile - all classes are up to date.
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:testResources (default-testResources) @ strategies ---
[INFO] Copying 1 resource from src/test/resources to target/test-classes
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:testCompile (default-testCompile) @ strategies ---
[INFO] Nothing to compile - all classes are up to date.
[INFO] 
[INFO] --- maven-surefire-plugin:3.5.4:test (default-test) @ strategies ---
[INFO] 
[INFO] ------------------------< dev.belay:workflows >-------------------------
[INFO] Building workflows 0.1.0-SNAPSHOT                                 [6/12]
[INFO] --------------------------------[ jar ]---------------------------------
[INFO] 
[INFO] --- maven-toolchains-plugin:3.2.0:select-jdk-toolchain (default) @ workflows ---
[INFO] Not using an external toolchain as the current JDK matches the requirements.
[INFO] 
[INFO] --- spotless-maven-plugin:2.46.1:check (check-format) @ workflows ---
[INFO] Spotless check skipped
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:resources (default-resources) @ workflows ---
[INFO] skip non existing resourceDirectory /tmp/w9/join/workflows/src/main/resources
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ workflows ---
[INFO] Nothing to compile - all classes are up to date.
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:testResources (default-testResources) @ workflows ---
[INFO] Copying 33 resources from src/test/resources to target/test-classes
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:testCompile (default-testCompile) @ workflows ---
[INFO] Nothing to compile - all classes are up to date.
[INFO] 
[INFO] --- maven-surefire-plugin:3.5.4:test (default-test) @ workflows ---
[INFO] 
[INFO] --------------------------< dev.belay:ledger >--------------------------
[INFO] Building ledger 0.1.0-SNAPSHOT                                    [7/12]
[INFO] --------------------------------[ jar ]---------------------------------
[INFO] 
[INFO] --- maven-toolchains-plugin:3.2.0:select-jdk-toolchain (default) @ ledger ---
[INFO] Not using an external toolchain as the current JDK matches the requirements.
[INFO] 
[INFO] --- spotless-maven-plugin:2.46.1:check (check-format) @ ledger ---
[INFO] Spotless check skipped
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:resources (default-resources) @ ledger ---
[INFO] Copying 15 resources from src/main/resources to target/classes
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ ledger ---
[INFO] Nothing to compile - all classes are up to date.
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:testResources (default-testResources) @ ledger ---
[INFO] Copying 1 resource from src/test/resources to target/test-classes
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:testCompile (default-testCompile) @ ledger ---
[INFO] Nothing to compile - all classes are up to date.
[INFO] 
[INFO] --- maven-surefire-plugin:3.5.4:test (default-test) @ ledger ---
[INFO] 
[INFO] ---------------------------< dev.belay:data >---------------------------
[INFO] Building data 0.1.0-SNAPSHOT                                      [8/12]
[INFO] --------------------------------[ jar ]---------------------------------
[INFO] 
[INFO] --- maven-toolchains-plugin:3.2.0:select-jdk-toolchain (default) @ data ---
[INFO] Not using an external toolchain as the current JDK matches the requirements.
[INFO] 
[INFO] --- spotless-maven-plugin:2.46.1:check (check-format) @ data ---
[INFO] Spotless check skipped
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:resources (default-resources) @ data ---
[INFO] skip non existing resourceDirectory /tmp/w9/join/data/src/main/resources
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ data ---
[INFO] Nothing to compile - all classes are up to date.
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:testResources (default-testResources) @ data ---
[INFO] Copying 1 resource from src/test/resources to target/test-classes
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:testCompile (default-testCompile) @ data ---
[INFO] Nothing to compile - all classes are up to date.
[INFO] 
[INFO] --- maven-surefire-plugin:3.5.4:test (default-test) @ data ---
[INFO] 
[INFO] ------------------------< dev.belay:activities >------------------------
[INFO] Building activities 0.1.0-SNAPSHOT                                [9/12]
[INFO] --------------------------------[ jar ]---------------------------------
[INFO] 
[INFO] --- maven-toolchains-plugin:3.2.0:select-jdk-toolchain (default) @ activities ---
[INFO] Not using an external toolchain as the current JDK matches the requirements.
[INFO] 
[INFO] --- spotless-maven-plugin:2.46.1:check (check-format) @ activities ---
[INFO] Spotless check skipped
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:resources (default-resources) @ activities ---
[INFO] Copying 18 resources from src/main/resources to target/classes
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ activities ---
[INFO] Recompiling the module because of changed dependency.
[INFO] Compiling 198 source files with javac [forked debug parameters release 21] to target/classes
[WARNING] [path] bad path element "/root/.m2/repository/org/apache/opennlp/opennlp-tools/2.5.11/slf4j-api-2.0.18.jar": no such file or directory
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/venue/Answers.java:[40,38] [deprecation] withExactBigDecimals(boolean) in JsonNodeFactory has been deprecated
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/model/ChatEndpoints.java:[51,8] [IntLongMath] Expression of type int may overflow before being assigned to a long
    (see https://errorprone.info/bugpattern/IntLongMath)
  Did you mean 'return (long) FRAME'?
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/amplifier/Collector.java:[165,31] [JdkObsolete] SortedMap was replaced by NavigableMap in Java 6.
    (see https://errorprone.info/bugpattern/JdkObsolete)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/fetch/CandleArchive.java:[172,62] [JavaInstantGetSecondsGetNano] instant.getNano() only accesses the underlying nanosecond adjustment from the whole second.
    (see https://errorprone.info/bugpattern/JavaInstantGetSecondsGetNano)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/amplifier/NewsArchive.java:[73,12] [RedundantControlFlow] This continue statement is redundant and can be removed. It may be misleading.
    (see https://errorprone.info/bugpattern/RedundantControlFlow)
  Did you mean to remove this line?
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/fault/FailpointInterceptor.java:[49,15] [try] auto-closeable resource workflow is never referenced in body of corresponding try statement
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/fault/FailpointInterceptor.java:[50,14] [try] auto-closeable resource type is never referenced in body of corresponding try statement
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/fund/ReviewCalendarBook.java:[27,44] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean 'boolean never = !funded || (time.ended() && week.isAfter(time.now()));'?
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/portfolio/Template.java:[38,85] [JdkObsolete] SortedSet was replaced by NavigableSet in Java 6.
    (see https://errorprone.info/bugpattern/JdkObsolete)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/research/Amplification.java:[32,47] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/research/AmplifierBacktest.java:[336,47] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/research/AmplifierDesk.java:[96,77] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/research/AmplifierDesk.java:[99,28] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/research/AmplifierDesk.java:[100,43] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/research/AmplifierDesk.java:[125,46] [EnumOrdinal] You should almost never invoke the Enum.ordinal() method or depend on the enum values by index.
    (see https://errorprone.info/bugpattern/EnumOrdinal)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/research/AmplifierChance.java:[20,47] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/research/AmplifierChance.java:[20,65] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/research/Daily.java:[20,31] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/research/Daily.java:[20,47] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/research/report/Chart.java:[42,58] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/research/report/Chart.java:[42,74] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/research/report/Chart.java:[44,57] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[WARNING] /tmp/w9/join/activities/src/main/java/dev/belay/activities/research/report/Chart.java:[44,73] [ArrayRecordComponent] Record components should not be arrays.
    (see https://errorprone.info/bugpattern/ArrayRecordComponent)
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:testResources (default-testResources) @ activities ---
[INFO] Copying 1 resource from src/test/resources to target/test-classes
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:testCompile (default-testCompile) @ activities ---
[INFO] Recompiling the module because of changed dependency.
[INFO] Compiling 57 source files with javac [forked debug parameters release 21] to target/test-classes
[WARNING] [path] bad path element "/root/.m2/repository/org/apache/opennlp/opennlp-tools/2.5.11/slf4j-api-2.0.18.jar": no such file or directory
[WARNING] [path] bad path element "/root/.m2/repository/com/cronutils/cron-utils/9.2.1/slf4j-api-2.0.7.jar": no such file or directory
[WARNING] /tmp/w9/join/activities/src/test/java/dev/belay/activities/amplifier/LedgerFixture.java:[75,23] [unchecked] unchecked conversion
  required: TransactionOperations<Connection>
  found:    TransactionOperations
[WARNING] /tmp/w9/join/activities/src/test/java/dev/belay/activities/amplifier/DeskBookTest.java:[222,49] [CanonicalDuration] Duration can be expressed more clearly with different units
    (see https://errorprone.info/bugpattern/CanonicalDuration)
  Did you mean 'market.now = market.now.plus(Duration.ofDays(4)).minusSeconds(1);'?
[INFO] 
[INFO] --- maven-surefire-plugin:3.5.4:test (default-test) @ activities ---
[INFO] 
[INFO] ------------------------< dev.belay:simulator >-------------------------
[INFO] Building simulator 0.1.0-SNAPSHOT                                [10/12]
[INFO] --------------------------------[ jar ]---------------------------------
[INFO] 
[INFO] --- maven-toolchains-plugin:3.2.0:select-jdk-toolchain (default) @ simulator ---
[INFO] Not using an external toolchain as the current JDK matches the requirements.
[INFO] 
[INFO] --- spotless-maven-plugin:2.46.1:check (check-format) @ simulator ---
[INFO] Spotless check skipped
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:resources (default-resources) @ simulator ---
[INFO] Copying 8 resources from src/main/resources to target/classes
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ simulator ---
[INFO] Recompiling the module because of changed dependency.
[INFO] Compiling 90 source files with javac [forked debug parameters release 21] to target/classes
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/Call.java:[126,11] [cast] redundant cast to int
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/AccountEndpoints.java:[282,43] [cast] redundant cast to int
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/FaultEndpoints.java:[39,10] [deprecation] serializationInclusion(Include) in MapperBuilder has been deprecated
  where B,M are type-variables:
    B extends MapperBuilder<M,B> declared in class MapperBuilder
    M extends ObjectMapper declared in class MapperBuilder
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/fault/Fault.java:[16,3] [BadImport] Importing nested classes/static methods/static fields with commonly-used names can make code harder to read, because it may not be clear from the context exactly which type is being referred to. Qualifying the name with that of the containing class can make the code clearer. Here we recommend using qualified class: JsonSubTypes.
    (see https://errorprone.info/bugpattern/BadImport)
  Did you mean '@JsonSubTypes.Type(value = Fault.AcceptThenDrop.class, name = "ACCEPT_THEN_DROP"),'?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/decisions/DecisionRun.java:[316,30] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean '|| (target != null && place(exit(position, OrderType.TAKE_PROFIT_MARKET, target)) == 0);'?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/MarketEndpoints.java:[186,70] [BadInstanceof] `quoted.touch(symbol)` is an instance of Touch which is a subtype of Touch, so this is equivalent to a null check.
    (see https://errorprone.info/bugpattern/BadInstanceof)
  Did you mean 'if (market instanceof QuotedMarket quoted && quoted.touch(symbol) != null) {'?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/FrameSocket.java:[55,19] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = channel.close();' or to remove this line?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/FrameSocket.java:[65,31] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = channel.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));' or to remove this line?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/FrameSocket.java:[86,17] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = context.close();' or to remove this line?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/FrameSocket.java:[95,27] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = channel.writeAndFlush(new TextWebSocketFrame(text));' or to remove this line?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/FrameSocket.java:[105,27] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = channel.writeAndFlush(new PingWebSocketFrame());' or to remove this line?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/FrameSocket.java:[113,25] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = channel.writeAndFlush(new CloseWebSocketFrame(code, reason));' or to remove this line?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/FrameSocket.java:[119,17] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = channel.close();' or to remove this line?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/FrameSocket.java:[124,32] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = channel.eventLoop().schedule(task, millis, TimeUnit.MILLISECONDS);' or to remove this line?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/HttpCalls.java:[67,19] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = channel.close();' or to remove this line?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/HttpCalls.java:[78,69] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(channel);' or to remove this line?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/HttpCalls.java:[104,21] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = channel.close();' or to remove this line?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/HttpCalls.java:[109,19] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = channel.close();' or to remove this line?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/HttpCalls.java:[131,29] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = channel.close();' or to remove this line?
[WARNING] /tmp/w9/join/simulator/src/main/java/dev/belay/simulator/wire/HttpCalls.java:[163,17] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = context.close();' or to remove this line?
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:testResources (default-testResources) @ simulator ---
[INFO] Copying 2 resources from src/test/resources to target/test-classes
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:testCompile (default-testCompile) @ simulator ---
[INFO] Recompiling the module because of changed dependency.
[INFO] Compiling 36 source files with javac [forked debug parameters release 21] to target/test-classes
[WARNING] /tmp/w9/join/simulator/src/test/java/dev/belay/simulator/OfficialClientTest.java:[135,11] [deprecation] symbolPriceTicker(String) in DerivativesTradingUsdsFuturesRestApi has been deprecated
[WARNING] /tmp/w9/join/simulator/src/test/java/dev/belay/simulator/DepthTest.java:[159,24] [NonApiType] Prefer a java.util.Map instead. 
    (see https://errorprone.info/bugpattern/NonApiType)
[WARNING] /tmp/w9/join/simulator/src/test/java/dev/belay/simulator/DepthTest.java:[165,60] [NonApiType] Prefer a java.util.Map instead. 
    (see https://errorprone.info/bugpattern/NonApiType)
[WARNING] /tmp/w9/join/simulator/src/test/java/dev/belay/simulator/ReplayWireTest.java:[32,84] [NarrowCalculation] This product of integers could overflow before being implicitly cast to a long.
    (see https://errorprone.info/bugpattern/NarrowCalculation)
  Did you mean 'csv.append("%d,100,101,99,100.5,10\n".formatted(FIRST.toEpochMilli() + minute * 60_000L));'?
[WARNING] /tmp/w9/join/simulator/src/test/java/dev/belay/simulator/StreamLivesTest.java:[174,36] [AddressSelection] Prefer InetAddress.getAllByName to APIs that convert a hostname to a single IP address
    (see https://errorprone.info/bugpattern/AddressSelection)
  Did you mean 'try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {'?
[WARNING] /tmp/w9/join/simulator/src/test/java/dev/belay/simulator/StreamLivesTest.java:[176,10] [StringConcatToTextBlock] This string literal can be written more clearly as a text block
    (see https://errorprone.info/bugpattern/StringConcatToTextBlock)
  Did you mean '"""'?
[WARNING] /tmp/w9/join/simulator/src/test/java/dev/belay/simulator/StreamLivesTest.java:[199,41] [AddressSelection] Prefer InetAddress.getAllByName to APIs that convert a hostname to a single IP address
    (see https://errorprone.info/bugpattern/AddressSelection)
  Did you mean 'socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));'?
[WARNING] /tmp/w9/join/simulator/src/test/java/dev/belay/simulator/market/SyntheticMarketTest.java:[177,56] [NarrowCalculation] This product of integers could overflow before being implicitly cast to a long.
    (see https://errorprone.info/bugpattern/NarrowCalculation)
  Did you mean 'double before = price(of, symbol, START - (i + 1) * 60L * MINUTE);'?
[WARNING] /tmp/w9/join/simulator/src/test/java/dev/belay/simulator/market/SyntheticMarketTest.java:[178,56] [NarrowCalculation] This product of integers could overflow before being implicitly cast to a long.
    (see https://errorprone.info/bugpattern/NarrowCalculation)
  Did you mean 'returns[i] = Math.log(price(of, symbol, START - i * 60L * MINUTE) / before);'?
[INFO] 
[INFO] --- maven-surefire-plugin:3.5.4:test (default-test) @ simulator ---
[INFO] 
[INFO] ---------------------------< dev.belay:api >----------------------------
[INFO] Building api 0.1.0-SNAPSHOT                                      [11/12]
[INFO] --------------------------------[ jar ]---------------------------------
[INFO] 
[INFO] --- maven-toolchains-plugin:3.2.0:select-jdk-toolchain (default) @ api ---
[INFO] Not using an external toolchain as the current JDK matches the requirements.
[INFO] 
[INFO] --- spotless-maven-plugin:2.46.1:check (check-format) @ api ---
[INFO] Spotless check skipped
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:resources (default-resources) @ api ---
[INFO] Copying 33 resources from src/main/resources to target/classes
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ api ---
[INFO] Recompiling the module because of changed dependency.
[INFO] Compiling 203 source files with javac [forked debug parameters release 21] to target/classes
[WARNING] Can't convert UNDER_WAY to null, format: null: Unrecognized token 'UNDER_WAY': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
[WARNING] 
/tmp/w9/join/api/src/main/java/dev/belay/api/ApiJson.java:[42,8] [deprecation] setSerializationInclusion(Include) in ObjectMapper has been deprecated
[WARNING] /tmp/w9/join/api/src/main/java/dev/belay/api/live/EventText.java:[194,8] [deprecation] fields() in JsonNode has been deprecated
[WARNING] /tmp/w9/join/api/src/main/java/dev/belay/api/export/ExportController.java:[97,8] [JdkObsolete] Enumeration is an ancient precursor to Iterator.
    (see https://errorprone.info/bugpattern/JdkObsolete)
[WARNING] /tmp/w9/join/api/src/main/java/dev/belay/api/page/Leaderboard.java:[35,56] [ImmutableEnumChecker] enums should be immutable: 'Column' has field 'value' of type 'java.util.function.Function<dev.belay.api.portfolio.AgentView,java.lang.@org.jspecify.annotations.Nullable Object>', the declaration of type 'java.util.function.Function<dev.belay.api.portfolio.AgentView,java.lang.@org.jspecify.annotations.Nullable Object>' is not annotated with @com.google.errorprone.annotations.Immutable
    (see https://errorprone.info/bugpattern/ImmutableEnumChecker)
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:testResources (default-testResources) @ api ---
[INFO] Copying 1 resource from src/test/resources to target/test-classes
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:testCompile (default-testCompile) @ api ---
[INFO] Recompiling the module because of changed dependency.
[INFO] Compiling 33 source files with javac [forked debug parameters release 21] to target/test-classes
[WARNING] The following options were not recognized by any processor: '[micronaut.openapi.schema.mapping.dev.belay.domain.money.Usdt, micronaut.openapi.schema.mapping.dev.belay.domain.money.Price, micronaut.openapi.schema.mapping.dev.belay.domain.market.Symbol, micronaut.openapi.schema.mapping.dev.belay.domain.money.Quantity]'
[INFO] 
[INFO] --- maven-surefire-plugin:3.5.4:test (default-test) @ api ---
[INFO] 
[INFO] ---------------------------< dev.belay:app >----------------------------
[INFO] Building app 0.1.0-SNAPSHOT                                      [12/12]
[INFO] --------------------------------[ jar ]---------------------------------
[INFO] 
[INFO] --- maven-toolchains-plugin:3.2.0:select-jdk-toolchain (default) @ app ---
[INFO] Not using an external toolchain as the current JDK matches the requirements.
[INFO] 
[INFO] --- spotless-maven-plugin:2.46.1:check (check-format) @ app ---
[INFO] Spotless check skipped
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:resources (default-resources) @ app ---
[INFO] Copying 4 resources from src/main/resources to target/classes
[INFO] Copying 3 resources from ../config to target/classes/config
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ app ---
[INFO] Recompiling the module because of changed dependency.
[INFO] Compiling 245 source files with javac [forked debug parameters release 21] to target/classes
[WARNING] [path] bad path element "/root/.m2/repository/org/apache/opennlp/opennlp-tools/2.5.11/slf4j-api-2.0.18.jar": no such file or directory
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/cli/RunKeeper.java:[150,8] [deprecation] fields() in JsonNode has been deprecated
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/process/StopRequest.java:[35,39] Signal is internal proprietary API and may be removed in a future release
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/process/StopRequest.java:[35,12] Signal is internal proprietary API and may be removed in a future release
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/process/StopRequest.java:[35,55] Signal is internal proprietary API and may be removed in a future release
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/process/StopRequest.java:[36,39] Signal is internal proprietary API and may be removed in a future release
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/process/StopRequest.java:[36,12] Signal is internal proprietary API and may be removed in a future release
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/process/StopRequest.java:[36,56] Signal is internal proprietary API and may be removed in a future release
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/process/StopRequest.java:[37,39] Signal is internal proprietary API and may be removed in a future release
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/process/StopRequest.java:[37,12] Signal is internal proprietary API and may be removed in a future release
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/process/StopRequest.java:[37,55] Signal is internal proprietary API and may be removed in a future release
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/config/AmplifierFile.java:[63,41] [deprecation] withExactBigDecimals(boolean) in JsonNodeFactory has been deprecated
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/config/YamlText.java:[26,8] [deprecation] fields() in JsonNode has been deprecated
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/notify/NoticeWriter.java:[294,8] [deprecation] fields() in JsonNode has been deprecated
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/run/LedgerStack.java:[163,23] [unchecked] unchecked conversion
  required: TransactionOperations<Connection>
  found:    TransactionOperations
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/recovery/VenueFaults.java:[25,10] [deprecation] serializationInclusion(Include) in MapperBuilder has been deprecated
  where B,M are type-variables:
    B extends MapperBuilder<M,B> declared in class MapperBuilder
    M extends ObjectMapper declared in class MapperBuilder
[WARNING] unknown enum constant TypeUseLocation.FIELD
[WARNING]   reason: class file for org.checkerframework.framework.qual.TypeUseLocation not found
warning: unknown enum constant TypeUseLocation.PARAMETER
warning: unknown enum constant TypeUseLocation.RETURN
/tmp/w9/join/app/src/main/java/dev/belay/app/backup/Copies.java:[93,46] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean 'if (!Files.isDirectory(home) || (!external && !Files.exists(home.resolve("postgres/data")))) {'?
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/cli/KeepFlags.java:[40,62] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/recovery/Case.java:[26,2] [JavaLangClash] dev.belay.app.recovery.Case.System clashes with java.lang.System
  
    (see https://errorprone.info/bugpattern/JavaLangClash)
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/recovery/Case.java:[234,18] [IntLongMath] Expression of type int may overflow before being assigned to a long
    (see https://errorprone.info/bugpattern/IntLongMath)
  Did you mean 'long ms = 200L + random.nextInt(3_000);'?
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/recovery/Case.java:[263,18] [IntLongMath] Expression of type int may overflow before being assigned to a long
    (see https://errorprone.info/bugpattern/IntLongMath)
  Did you mean 'long ms = 200L + random.nextInt(3_000);'?
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/recovery/World.java:[46,64] [CanonicalDuration] Duration can be expressed more clearly with different units
    (see https://errorprone.info/bugpattern/CanonicalDuration)
  Did you mean 'private static final Duration START_LIMIT = Duration.ofMinutes(2);'?
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/research/ComputeProcess.java:[36,25] [try] auto-closeable resource workers is never referenced in body of corresponding try statement
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/research/ComputeProcess.java:[33,45] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/run/RecoveryVerdict.java:[320,17] [AnnotateFormatMethod] This method uses a pair of parameters as a format string and its arguments, but the enclosing method wasn't annotated. Doing so gives compile-time rather than run-time protection against malformed format strings.
    (see https://errorprone.info/bugpattern/AnnotateFormatMethod)
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/run/ReplayDecisions.java:[135,15] [OperatorPrecedence] Use grouping parenthesis to make the operator precedence explicit
    (see https://errorprone.info/bugpattern/OperatorPrecedence)
  Did you mean '|| (own && !Files.isDirectory(home.resolve("postgres").resolve("data")))) {'?
[WARNING] /tmp/w9/join/app/src/main/java/dev/belay/app/run/ResearchHistories.java:[62,25] [try] auto-closeable resource workers is never referenced in body of corresponding try statement
[INFO] 
[INFO] --- maven-resources-plugin:3.3.1:testResources (default-testResources) @ app ---
[INFO] skip non existing resourceDirectory /tmp/w9/join/app/src/test/resources
[INFO] 
[INFO] --- maven-compiler-plugin:3.14.1:testCompile (default-testCompile) @ app ---
[INFO] Recompiling the module because of changed dependency.
[INFO] Compiling 97 source files with javac [forked debug parameters release 21] to target/test-classes
[WARNING] [path] bad path element "/root/.m2/repository/org/apache/opennlp/opennlp-tools/2.5.11/slf4j-api-2.0.18.jar": no such file or directory
[WARNING] [path] bad path element "/root/.m2/repository/com/cronutils/cron-utils/9.2.1/slf4j-api-2.0.7.jar": no such file or directory
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/config/SchemaTest.java:[100,12] [deprecation] fields() in JsonNode has been deprecated
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/crash/Part.java:[22,6] [try] auto-closeable resource Part has a member method close() that could throw InterruptedException
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/crash/PartsTest.java:[73,13] [try] auto-closeable resource Part has a member method close() that could throw InterruptedException
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/crash/PartsTest.java:[77,16] [try] auto-closeable resource Part has a member method close() that could throw InterruptedException
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/crash/PartsTest.java:[78,15] [try] auto-closeable resource Part has a member method close() that could throw InterruptedException
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/crash/PartsTest.java:[79,15] [try] auto-closeable resource Part has a member method close() that could throw InterruptedException
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/architecture/bad/Guess.java:[13,68] [JavaInstantGetSecondsGetNano] instant.getNano() only accesses the underlying nanosecond adjustment from the whole second.
    (see https://errorprone.info/bugpattern/JavaInstantGetSecondsGetNano)
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/crash/DurableTest.java:[34,58] [CanonicalDuration] Duration can be expressed more clearly with different units
    (see https://errorprone.info/bugpattern/CanonicalDuration)
  Did you mean 'private static final Duration LIMIT = Duration.ofMinutes(2);'?
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/crash/LiveUpTest.java:[31,58] [CanonicalDuration] Duration can be expressed more clearly with different units
    (see https://errorprone.info/bugpattern/CanonicalDuration)
  Did you mean 'private static final Duration LIMIT = Duration.ofMinutes(2);'?
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/crash/ReviewTest.java:[30,58] [CanonicalDuration] Duration can be expressed more clearly with different units
    (see https://errorprone.info/bugpattern/CanonicalDuration)
  Did you mean 'private static final Duration LIMIT = Duration.ofMinutes(2);'?
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/crash/ScheduleTest.java:[22,58] [CanonicalDuration] Duration can be expressed more clearly with different units
    (see https://errorprone.info/bugpattern/CanonicalDuration)
  Did you mean 'private static final Duration LIMIT = Duration.ofMinutes(2);'?
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/integration/OpsTest.java:[29,61] [CanonicalDuration] Duration can be expressed more clearly with different units
    (see https://errorprone.info/bugpattern/CanonicalDuration)
  Did you mean 'private static final Duration PATIENCE = Duration.ofMinutes(2);'?
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/process/Shipped.java:[145,21] [FutureReturnValueIgnored] Return value of methods returning Future must be checked. Ignoring returned Futures suppresses exceptions thrown from the code that completes the Future.
    (see https://errorprone.info/bugpattern/FutureReturnValueIgnored)
  Did you mean 'var unused = new ProcessBuilder(words)' or to remove this line?
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/run/FakeTelegram.java:[42,19] [IntLongMath] Expression of type int may overflow before being assigned to a long
    (see https://errorprone.info/bugpattern/IntLongMath)
  Did you mean 'long id = 1000L + updates.size();'?
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/run/PartialFillsTest.java:[35,58] [CanonicalDuration] Duration can be expressed more clearly with different units
    (see https://errorprone.info/bugpattern/CanonicalDuration)
  Did you mean 'private static final Duration LIMIT = Duration.ofMinutes(2);'?
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/run/TellingTest.java:[37,58] [CanonicalDuration] Duration can be expressed more clearly with different units
    (see https://errorprone.info/bugpattern/CanonicalDuration)
  Did you mean 'private static final Duration LIMIT = Duration.ofMinutes(4);'?
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/run/WorkerPortTest.java:[70,20] [try] auto-closeable resource unused is never referenced in body of corresponding try statement
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/run/WorkerPortTest.java:[84,20] [try] auto-closeable resource unused is never referenced in body of corresponding try statement
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/run/WorkerPortTest.java:[87,20] [try] auto-closeable resource unused is never referenced in body of corresponding try statement
[WARNING] /tmp/w9/join/app/src/test/java/dev/belay/app/run/WorkerPortTest.java:[97,20] [try] auto-closeable resource unused is never referenced in body of corresponding try statement
[INFO] 
[INFO] --- maven-surefire-plugin:3.5.4:test (default-test) @ app ---
[INFO] Using auto detected provider org.apache.maven.surefire.junitplatform.JUnitPlatformProvider
[INFO] 
[INFO] -------------------------------------------------------
[INFO]  T E S T S
[INFO] -------------------------------------------------------
[INFO] Running dev.belay.app.base.JsonTest
[INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.194 s -- in dev.belay.app.base.JsonTest
[INFO] 
[INFO] Results:
[INFO] 
[INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0
[INFO] 
[INFO] ------------------------------------------------------------------------
[INFO] Reactor Summary for Belay 0.1.0-SNAPSHOT:
[INFO] 
[INFO] Belay .............................................. SUCCESS [  0.235 s]
[INFO] testing ............................................ SUCCESS [  0.576 s]
[INFO] domain ............................................. SUCCESS [  0.110 s]
[INFO] engine ............................................. SUCCESS [ 13.257 s]
[INFO] strategies ......................................... SUCCESS [  0.075 s]
[INFO] workflows .......................................... SUCCESS [  0.158 s]
[INFO] ledger ............................................. SUCCESS [  0.184 s]
[INFO] data ............................................... SUCCESS [  0.046 s]
[INFO] activities ......................................... SUCCESS [ 19.794 s]
[INFO] simulator .......................................... SUCCESS [ 14.259 s]
[INFO] api ................................................ SUCCESS [ 20.923 s]
[INFO] app ................................................ SUCCESS [ 26.439 s]
[INFO] ------------------------------------------------------------------------
[INFO] BUILD SUCCESS
[INFO] ------------------------------------------------------------------------
[INFO] Total time:  01:36 min
[INFO] Finished at: 2026-11-23T01:53:51Z
[INFO] ------------------------------------------------------------------------
[0m[0m