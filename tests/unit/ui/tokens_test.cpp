// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/ui/theme.h"

#include <QtTest>

#include <array>

using namespace stormbench::ui;

Q_DECLARE_METATYPE(stormbench::ui::Token)

namespace {

struct SchemeGoal {
    const char* name;
    Scheme scheme;
    double least;  ///< contrast of text: WCAG's AA, and AAA where contrast is the point
};
constexpr std::array kSchemes{SchemeGoal{"light", Scheme::Light, 4.5},
    SchemeGoal{"dark", Scheme::Dark, 4.5}, SchemeGoal{"high contrast", Scheme::HighContrast, 7.0}};

}  // namespace

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

    /// Every pair of ink and ground that some widget paints. What is disabled is exempt
    /// (WCAG 1.4.3).
    void textIsReadable_data()
    {
        QTest::addColumn<Token>("ink");
        QTest::addColumn<Token>("ground");
        using Named = std::pair<const char*, Token>;
        const auto add = [](const Named& ink, const Named& ground) {
            QTest::addRow("%s on %s", ink.first, ground.first) << ink.second << ground.second;
        };
        const Named text{"text", Token::Text}, muted{"muted", Token::Muted};
        const Named accent{"accent", Token::Accent}, onStatus{"on status", Token::OnStatus};
        const Named states[]
            = {{"ok", Token::Ok}, {"warn", Token::Warn}, {"error", Token::Error}, accent};
        const Named surfaces[]
            = {{"window", Token::Window}, {"panel", Token::Panel}, {"raised", Token::PanelRaised},
                {"board", Token::Board}, {"hover", Token::Hover}, {"selection", Token::AccentSoft}};
        for (const Named& ground : surfaces) {
            add(text, ground);
            add(muted, ground);
            for (const Named& ink : states)
                add(ink, ground);
        }
        add(text, {"pressed", Token::Pressed});
        const std::pair<Named, Named> notices[]
            = {{states[0], {"ok soft", Token::OkSoft}}, {states[1], {"warn soft", Token::WarnSoft}},
                {states[2], {"error soft", Token::ErrorSoft}}};
        for (const auto& [state, ground] : notices) {
            add(state, ground);
            add(text, ground);
            add(onStatus, state);
        }
        add({"on accent", Token::OnAccent}, accent);
        add({"paper text", Token::PaperText}, {"white paper", Token::PaperTextInverse});
    }
    void textIsReadable()
    {
        QFETCH(Token, ink);
        QFETCH(Token, ground);
        for (const auto& [name, scheme, least] : kSchemes) {
            const double contrast
                = contrastRatio(tokenColor(scheme, ink), tokenColor(scheme, ground));
            QVERIFY2(
                contrast >= least, qPrintable(QStringLiteral("%1: %2").arg(name).arg(contrast)));
        }
    }

    /// Lines and marks that mean something need 3 (WCAG 1.4.11).
    void marksAreSeen_data()
    {
        QTest::addColumn<Token>("mark");
        QTest::addColumn<Token>("ground");
        QTest::addRow("arrow") << Token::Edge << Token::Board;
        QTest::addRow("live arrow") << Token::EdgeLive << Token::Board;
        QTest::addRow("guide") << Token::Guide << Token::Board;
        QTest::addRow("laser") << Token::Laser << Token::Board;
        QTest::addRow("focus ring on panel") << Token::Accent << Token::Panel;
        QTest::addRow("focus ring on window") << Token::Accent << Token::Window;
        QTest::addRow("focus ring on board") << Token::Accent << Token::Board;
        QTest::addRow("time cursor") << Token::ChartCursor << Token::Panel;
        for (int i = int(Token::Series1); i <= int(Token::Series8); ++i)
            QTest::addRow("series %d", i - int(Token::Series1) + 1)
                << static_cast<Token>(i) << Token::Panel;
    }
    void marksAreSeen()
    {
        QFETCH(Token, mark);
        QFETCH(Token, ground);
        for (const auto& [name, scheme, least] : kSchemes) {
            const double contrast
                = contrastRatio(tokenColor(scheme, mark), tokenColor(scheme, ground));
            QVERIFY2(contrast >= 3, qPrintable(QStringLiteral("%1: %2").arg(name).arg(contrast)));
        }
    }

    /// Without shades to go by, only lines tell one surface from another.
    void highContrastDrawsItsLines()
    {
        for (const Token line :
            {Token::Border, Token::BorderStrong, Token::Edge, Token::FrameLine, Token::PaperEdge})
            QVERIFY(contrastRatio(tokenColor(Scheme::HighContrast, line), Qt::white) >= 7);
        for (int i = int(Token::Series1); i <= int(Token::Series8); ++i)
            QVERIFY2(contrastRatio(tokenColor(Scheme::HighContrast, static_cast<Token>(i)),
                         tokenColor(Scheme::HighContrast, Token::Panel))
                    >= 7,
                qPrintable(QString::number(i)));
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
        for (const auto& [name, scheme, least] : kSchemes) {
            const QColor ground = paperColor(scheme, static_cast<Paper>(paper));
            QVERIFY2(contrastRatio(tokenColor(scheme, Token::PaperText), ground) >= least, name);
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
