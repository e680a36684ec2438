// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/ui/theme.h"

#include <QtTest>

using namespace stormbench::ui;

Q_DECLARE_METATYPE(stormbench::ui::Token)

class TokensTest : public QObject {
    Q_OBJECT
private slots:
    void knownContrasts()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
        // The example of WCAG's own technique G18: #777777 on white is just short of 4.5.
        const double grey = contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white);
        QVERIFY(grey > 4.47 && grey < 4.49);
    }

    void textIsReadable_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<Token>("ink");
        QTest::addColumn<Token>("ground");
        const std::pair<const char*, Scheme> schemes[] = {
            {"light", Scheme::Light}, {"dark", Scheme::Dark}, {"contrast", Scheme::HighContrast}};
        const std::pair<const char*, Token> inks[]
            = {{"text", Token::Text}, {"muted", Token::Muted}, {"error", Token::Error},
                {"ok", Token::Ok}, {"accent", Token::Accent}};
        const std::pair<const char*, Token> grounds[] = {{"window", Token::Window},
            {"panel", Token::Panel}, {"raised", Token::PanelRaised}, {"board", Token::Board}};
        for (const auto& [schemeName, scheme] : schemes) {
            for (const auto& [inkName, ink] : inks) {
                for (const auto& [groundName, ground] : grounds) {
                    QTest::addRow("%s/%s on %s", schemeName, inkName, groundName)
                        << int(scheme) << ink << ground;
                }
            }
            QTest::addRow("%s/text on hover", schemeName)
                << int(scheme) << Token::Text << Token::Hover;
            QTest::addRow("%s/text on selection", schemeName)
                << int(scheme) << Token::Text << Token::AccentSoft;
            QTest::addRow("%s/on accent", schemeName)
                << int(scheme) << Token::OnAccent << Token::Accent;
            QTest::addRow("%s/on error", schemeName)
                << int(scheme) << Token::OnStatus << Token::Error;
            QTest::addRow("%s/on warn", schemeName)
                << int(scheme) << Token::OnStatus << Token::Warn;
            QTest::addRow("%s/warn on panel", schemeName)
                << int(scheme) << Token::Warn << Token::Panel;
        }
    }
    void textIsReadable()
    {
        QFETCH(int, scheme);
        QFETCH(Token, ink);
        QFETCH(Token, ground);
        const auto which = static_cast<Scheme>(scheme);
        const double contrast = contrastRatio(tokenColor(which, ink), tokenColor(which, ground));
        QVERIFY2(contrast >= 4.5, qPrintable(QString::number(contrast)));
    }

    void paperIsReadable_data()
    {
        QTest::addColumn<int>("paper");
        for (int paper = 0; paper < int(Paper::Count); ++paper)
            QTest::addRow("%d", paper) << paper;
    }
    void paperIsReadable()
    {
        QFETCH(int, paper);
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
            const QColor ground = paperColor(scheme, static_cast<Paper>(paper));
            QVERIFY(contrastRatio(tokenColor(scheme, Token::PaperText), ground) >= 4.5);
        }
    }

    void paperKeepsItsColorInTheDark()
    {
        for (int paper = 0; paper < int(Paper::Count); ++paper) {
            const QColor light = paperColor(Scheme::Light, static_cast<Paper>(paper));
            const QColor dark = paperColor(Scheme::Dark, static_cast<Paper>(paper));
            QVERIFY(qAbs(dark.redF() - light.redF() * 0.94f) < 0.005f);
            QVERIFY(qAbs(dark.blueF() - light.blueF() * 0.94f) < 0.005f);
        }
    }

    void seriesStandOnThePanel()
    {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
            for (int i = int(Token::Series1); i <= int(Token::Series8); ++i) {
                // Lines and marks need 3 (WCAG 1.4.11).
                QVERIFY2(contrastRatio(tokenColor(scheme, static_cast<Token>(i)),
                             tokenColor(scheme, Token::Panel))
                        >= 3.0,
                    qPrintable(QString::number(i)));
            }
        }
    }

    void theStyleSheetHasNoBlanks()
    {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
            const QString sheet = styleSheetFor(scheme);
            QVERIFY(!sheet.contains(u'@'));
            QVERIFY(!sheet.contains(QLatin1String(": ;")));
            QVERIFY(sheet.contains(tokenColor(scheme, Token::Accent).name()));
            QCOMPARE(sheet.count(u'{'), sheet.count(u'}'));
        }
    }

    void aChangeOfSchemeReachesTheApplication()
    {
        theme().setScheme(Scheme::Light);
        theme().apply(*qApp);
        QSignalSpy changed(&theme(), &Theme::changed);
        theme().setScheme(Scheme::Dark);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(qApp->palette().color(QPalette::Window), tokenColor(Scheme::Dark, Token::Window));
        theme().setScheme(Scheme::Dark);
        QCOMPARE(changed.count(), 1);
        theme().setScheme(Scheme::Light);
    }

    void motionIsOneSwitch()
    {
        theme().setMotion(true);
        QCOMPARE(theme().motionMs(duration::kZoomTo), 200);
        theme().setMotion(false);
        QCOMPARE(theme().motionMs(duration::kZoomTo), 0);
        theme().setMotion(true);
    }
};

QTEST_MAIN(TokensTest)
#include "tokens_test.moc"
