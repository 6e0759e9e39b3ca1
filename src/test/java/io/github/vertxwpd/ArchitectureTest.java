package io.github.vertxwpd;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Future;

/**
 * The arrows between the packages: {@code web, cli → operation → stream, connector → model}, {@code
 * web, cli → security → model}, {@code web, cli, operation → audit → model}, {@code metrics → web,
 * operation, stream}, and {@code cli → doctor}, which looks at all of them, and nothing back.
 */
@AnalyzeClasses(
    packages = "io.github.vertxwpd",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.github.vertxwpd";

  /**
   * The root package's facade: it knows everything, and only applications and the command line know
   * it.
   */
  private static final String FACADE =
      "WpdGateway|WpdClient|WpdFleet|GatewayResources|ProviderChoice";

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theModelKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".model..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".model.."))));

  @ArchTest
  static final ArchRule theStreamKnowsTheModelAndHowFilesAreWritten =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".stream..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".stream..", ROOT + ".file..", ROOT + ".model.."))));

  @ArchTest
  static final ArchRule connectorsKnowTheModelAndTheirOptionsAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".connector..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(not(resideInAnyPackage(ROOT + ".connector..", ROOT + ".model..")))
                  .and(not(belongToAnyOf(SimulatorOptions.class))));

  @ArchTest
  static final ArchRule operationsDoNotKnowWhoShowsThem =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".operation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + ".web..", ROOT + ".cli..", ROOT + ".security..");

  @ArchTest
  static final ArchRule theFleetDoesNotKnowWhoShowsIt =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".fleet..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + ".web..", ROOT + ".cli..", ROOT + ".security..", ROOT + ".connector..");

  @ArchTest
  static final ArchRule oneGatewayDoesNotKnowTheFleet =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".operation..", ROOT + ".web..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".fleet..");

  @ArchTest
  static final ArchRule securityKnowsTheModelAndItsOptionsAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".security..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".security..", ROOT + ".file..", ROOT + ".model..")))
                  .and(
                      not(
                          belongToAnyOf(
                              SecurityOptions.class, JwtOptions.class, WpdException.class))));

  @ArchTest
  static final ArchRule theAuditKnowsTheModelAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".audit..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".audit..", ROOT + ".file..", ROOT + ".model..")))
                  .and(not(belongToAnyOf(WpdException.class))));

  @ArchTest
  static final ArchRule theDoctorKnowsWhatItLooksAtAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".doctor..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + ".cli..", ROOT + ".operation..", ROOT + ".connector.simulated..");

  @ArchTest
  static final ArchRule theDoctorIsForTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".doctor..", ROOT + ".cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".doctor..");

  @ArchTest
  static final ArchRule onlySecurityKnowsWhoVerifiesTokens =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".security..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx.ext.auth..");

  @ArchTest
  static final ArchRule operationsDoNotKnowTheProviders =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".operation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + ".connector.wpd..", ROOT + ".connector.simulated..");

  @ArchTest
  static final ArchRule theWebDoesNotKnowTheCommandLine =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".web..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".cli..");

  @ArchTest
  static final ArchRule theFacadeIsForApplicationsAndTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, ROOT + ".cli..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(ROOT.replace(".", "\\.") + "\\.(" + FACADE + ")");

  @ArchTest
  static final ArchRule whatTheRootPackageOffersBesidesKnowsTheModelAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT)
          .and()
          .haveNameNotMatching(".*\\.(" + FACADE + ")(\\$.*)?")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(ROOT, ROOT + ".model.."))));

  @ArchTest
  static final ArchRule onlyTheWindowsProviderKnowsJna =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".connector.wpd..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  @ArchTest
  static final ArchRule onlyTheStreamKnowsTheDatabase =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".stream..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..");

  @ArchTest
  static final ArchRule onlyTheWebKnowsVertxWeb =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx.ext.web..", "io.vertx.ext.healthchecks..");

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsItsLibraries =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "org.snakeyaml..");

  @ArchTest
  static final ArchRule onlyTheLevelsAndTheCommandLineKnowTheLogsBackend =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".cli..", ROOT + ".logging..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ch.qos.logback..");

  @ArchTest
  static final ArchRule theLevelsOfTheLogKnowNobody =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".logging..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".logging.."))));

  @ArchTest
  static final ArchRule onlyTheMetricsKnowMicrometer =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.prometheus..");

  @ArchTest
  static final ArchRule theMetricsKnowWhatIsMeasuredAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".metrics..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".fleet",
                              ROOT + ".metrics..",
                              ROOT + ".model..",
                              ROOT + ".operation..",
                              ROOT + ".stream..",
                              ROOT + ".web.."))));

  @ArchTest
  static final ArchRule nobodyButTheFacadeKnowsWhoCounts =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, ROOT + ".metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".metrics..");

  @ArchTest
  static final ArchRule onlyTheEngineOfAFleetKnowsHazelcast =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".fleet.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster..", "io.vertx.core.spi..");

  @ArchTest
  static final ArchRule theEngineOfAFleetKnowsItsCredentialsAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".fleet.engine..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".fleet.engine..",
                              ROOT + ".fleet.credentials..",
                              ROOT + ".model..")))
                  .and(not(belongToAnyOf(ClusterOptions.class))));

  @ArchTest
  static final ArchRule theCredentialsOfAFleetKnowTheModelAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".fleet.credentials..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".fleet.credentials..",
                              ROOT + ".file..",
                              ROOT + ".model.."))));

  @ArchTest
  static final ArchRule onlyTheCredentialsOfAFleetMakeCertificates =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".fleet.credentials..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule vertxInternalsAreNotUsed =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx.core.internal..", "io.vertx.core.impl..");

  @ArchTest
  static final ArchRule nobodyWaitsForAFutureOnAVertxThread =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".cli..")
          .should()
          .callMethod(Future.class, "await");

  @ArchTest
  static final ArchRule nobodyStopsTheProcessButTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".cli..")
          .should()
          .callMethod(System.class, "exit", int.class);
}
