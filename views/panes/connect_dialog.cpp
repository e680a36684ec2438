// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/connect_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

#include "resources/ui/tokens.h"
#include "views/panes/connection_profiles.h"
#include "views/panes/file_field.h"
#include "views/panes/stage_list.h"

namespace stormbench::views {
namespace {

constexpr api::Millis kTestTimeout{20'000};
constexpr int kWidth = 920;
constexpr int kLabelWidth = 120;

using Protocol = api::SecurityProtocol;

bool usesSasl(Protocol protocol)
{
    return protocol == Protocol::SaslPlaintext || protocol == Protocol::SaslSsl;
}
bool usesTls(Protocol protocol)
{
    return protocol == Protocol::Ssl || protocol == Protocol::SaslSsl;
}

QLabel* makeTitle(const QString& text)
{
    auto* title = new QLabel(text);
    title->setProperty("look", QStringLiteral("strong"));
    return title;
}

QFormLayout* makeForm(QWidget* parent)
{
    auto* form = new QFormLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(ui::size::kGapSmall);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft);
    return form;
}

void addField(QFormLayout* form, const QString& name, QWidget* field)
{
    auto* label = new QLabel(name);
    label->setMinimumWidth(kLabelWidth);
    label->setBuddy(field);
    form->addRow(label, field);
}

}  // namespace

ConnectDialog::ConnectDialog(QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Connect to a cluster"));
    m_stages = new StageList;
    auto* right = new QWidget;
    auto* results = new QVBoxLayout(right);
    results->setContentsMargins(ui::size::kGapLarge, 0, 0, 0);
    results->setSpacing(ui::size::kGap);
    results->addWidget(makeTitle(tr("Test")));
    results->addWidget(m_stages, 1);

    auto* columns = new QHBoxLayout;
    columns->addWidget(buildForm(), 1);
    columns->addWidget(right, 1);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_test = buttons->addButton(tr("Test"), QDialogButtonBox::ActionRole);
    m_connect = buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole);
    m_test->setAutoDefault(false);
    m_connect->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ConnectDialog::reject);
    connect(m_test, &QPushButton::clicked, this, [this] { m_cancelled ? endTest() : test(); });

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(
        ui::size::kGapLarge, ui::size::kGapLarge, ui::size::kGapLarge, ui::size::kGapLarge);
    column->setSpacing(ui::size::kGapLarge);
    column->addLayout(columns, 1);
    column->addWidget(buttons);
    fillProfiles();
    updateFields();
    m_bootstrap->setFocus();
}

ConnectDialog::~ConnectDialog()
{
    if (m_cancelled)
        *m_cancelled = true;
}

QWidget* ConnectDialog::buildForm()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(ui::size::kGap);
    column->addWidget(buildProfiles());

    auto* basics = new QWidget;
    auto* form = makeForm(basics);
    m_name = new QLineEdit;
    m_name->setPlaceholderText(tr("as you call it"));
    m_bootstrap = new QLineEdit;
    m_bootstrap->setPlaceholderText(tr("host:9092, host:9092"));
    m_protocol = new QComboBox;
    m_protocol->addItem(tr("Plain text"), static_cast<int>(Protocol::Plaintext));
    m_protocol->addItem(tr("TLS"), static_cast<int>(Protocol::Ssl));
    m_protocol->addItem(tr("SASL without TLS"), static_cast<int>(Protocol::SaslPlaintext));
    m_protocol->addItem(tr("SASL over TLS"), static_cast<int>(Protocol::SaslSsl));
    addField(form, tr("Name"), m_name);
    addField(form, tr("Bootstrap servers"), m_bootstrap);
    addField(form, tr("Security"), m_protocol);
    column->addWidget(basics);

    m_sasl = new QWidget;
    form = makeForm(m_sasl);
    m_mechanism = new QComboBox;
    m_mechanism->addItems({QStringLiteral("PLAIN"), QStringLiteral("SCRAM-SHA-256"),
        QStringLiteral("SCRAM-SHA-512")});
    m_user = new QLineEdit;
    m_password = new QLineEdit;
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("not remembered"));
    addField(form, tr("Mechanism"), m_mechanism);
    addField(form, tr("User"), m_user);
    addField(form, tr("Password"), m_password);
    column->addWidget(m_sasl);

    m_tls = new QWidget;
    form = makeForm(m_tls);
    const QString pem = tr("PEM files (*.pem *.crt *.cer *.key);;All files (*)");
    m_ca = new FileField(tr("the system's certificates"), pem);
    m_certificate = new FileField(tr("only for mutual TLS"), pem);
    m_key = new FileField(tr("only for mutual TLS"), pem);
    m_keyPassword = new QLineEdit;
    m_keyPassword->setEchoMode(QLineEdit::Password);
    m_keyPassword->setPlaceholderText(tr("not remembered"));
    m_verify = new QCheckBox(tr("Check that the certificate names the host"));
    m_verify->setChecked(true);
    addField(form, tr("CA certificates"), m_ca);
    addField(form, tr("Client certificate"), m_certificate);
    addField(form, tr("Client key"), m_key);
    addField(form, tr("Key's password"), m_keyPassword);
    form->addRow(QString(), m_verify);
    column->addWidget(m_tls);
    column->addStretch();

    connect(m_protocol, &QComboBox::currentIndexChanged, this, &ConnectDialog::updateFields);
    connect(m_bootstrap, &QLineEdit::textChanged, this, &ConnectDialog::updateFields);
    return page;
}

QWidget* ConnectDialog::buildProfiles()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    m_profiles = new QComboBox;
    m_profiles->setAccessibleName(tr("Remembered connections"));
    m_forget = new QPushButton(tr("Forget"));
    m_forget->setAutoDefault(false);
    row->addWidget(m_profiles, 1);
    row->addWidget(m_forget);
    connect(m_profiles, &QComboBox::activated, this, &ConnectDialog::loadProfile);
    connect(m_forget, &QPushButton::clicked, this, &ConnectDialog::removeProfile);
    return bar;
}

void ConnectDialog::fillProfiles()
{
    m_profiles->clear();
    m_profiles->addItem(tr("New connection"));
    for (const auto& profile : ConnectionProfiles::load())
        m_profiles->addItem(QString::fromStdString(profile.name));
    m_profiles->parentWidget()->setVisible(m_profiles->count() > 1);
    m_forget->setEnabled(false);
}

void ConnectDialog::loadProfile(int index)
{
    const auto profiles = ConnectionProfiles::load();
    m_forget->setEnabled(index > 0);
    setSettings(
        index > 0 && index <= profiles.size() ? profiles[index - 1] : api::ConnectionSettings());
}

void ConnectDialog::removeProfile()
{
    ConnectionProfiles::forget(m_profiles->currentText().toStdString());
    fillProfiles();
}

void ConnectDialog::updateFields()
{
    const auto protocol = static_cast<Protocol>(m_protocol->currentData().toInt());
    m_sasl->setVisible(usesSasl(protocol));
    m_tls->setVisible(usesTls(protocol));
    const bool enough = !m_bootstrap->text().trimmed().isEmpty();
    m_connect->setEnabled(enough);
    m_test->setEnabled(enough);
    growSoon();
}

/// The layout knows what it needs only after this; a failure's sentence takes several lines.
void ConnectDialog::growSoon()
{
    QTimer::singleShot(0, this, [this] {
        const int wide = std::max(width(), kWidth);
        const int wanted = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wide) : 0;
        resize(wide, std::max({height(), sizeHint().height(), wanted}));
    });
}

api::ConnectionSettings ConnectDialog::settings() const
{
    static const QRegularExpression separators(
        QStringLiteral("[,;\\s]+"));  // pasted lists come in all of these
    const auto servers = m_bootstrap->text().split(separators, Qt::SkipEmptyParts);
    const auto text = [](const QLineEdit* field) { return field->text().trimmed().toStdString(); };
    api::ConnectionSettings settings;
    settings.bootstrap = servers.join(u',').toStdString();
    settings.name
        = m_name->text().trimmed().isEmpty() ? servers.value(0).toStdString() : text(m_name);
    settings.protocol = static_cast<Protocol>(m_protocol->currentData().toInt());
    if (usesSasl(settings.protocol)) {
        settings.saslMechanism = m_mechanism->currentText().toStdString();
        settings.saslUser = text(m_user);
        settings.saslPassword = m_password->text().toStdString();
    }
    if (usesTls(settings.protocol)) {
        settings.caFile = m_ca->path().toStdString();
        settings.certificateFile = m_certificate->path().toStdString();
        settings.keyFile = m_key->path().toStdString();
        settings.keyPassword = m_keyPassword->text().toStdString();
        settings.verifyHostname = m_verify->isChecked();
    }
    return settings;
}

void ConnectDialog::setSettings(const api::ConnectionSettings& settings)
{
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    m_name->setText(text(settings.name));
    m_bootstrap->setText(text(settings.bootstrap));
    m_protocol->setCurrentIndex(m_protocol->findData(static_cast<int>(settings.protocol)));
    m_mechanism->setCurrentText(text(settings.saslMechanism));
    m_user->setText(text(settings.saslUser));
    m_password->setText(text(settings.saslPassword));
    m_ca->setPath(text(settings.caFile));
    m_certificate->setPath(text(settings.certificateFile));
    m_key->setPath(text(settings.keyFile));
    m_keyPassword->setText(text(settings.keyPassword));
    m_verify->setChecked(settings.verifyHostname);
}

void ConnectDialog::accept()
{
    if (m_cancelled)
        endTest();
    ConnectionProfiles::remember(settings());
    QDialog::accept();
}

void ConnectDialog::test()
{
    const auto protocol = static_cast<Protocol>(m_protocol->currentData().toInt());
    m_stages->restart(usesTls(protocol), usesSasl(protocol));
    m_test->setText(tr("Stop"));
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_jobs.run(
        this,
        [this, settings = settings(), cancelled = m_cancelled] {
            return api::testConnection(
                settings, kTestTimeout,
                [this, cancelled](const api::StageResult& result) {
                    // The runner ends before this dialog does, so `this` is there.
                    QMetaObject::invokeMethod(
                        this,
                        [this, cancelled, result] {
                            if (cancelled != m_cancelled)
                                return;
                            m_stages->setResult(result);
                            growSoon();
                        },
                        Qt::QueuedConnection);
                },
                [cancelled] { return cancelled->load(); });
        },
        [this, cancelled = m_cancelled](const std::vector<api::StageResult>&) {
            if (cancelled == m_cancelled)
                endTest();
        });
}

void ConnectDialog::endTest()
{
    *m_cancelled = true;
    m_cancelled.reset();
    m_stages->finish();
    m_test->setText(tr("Test"));
}

}  // namespace stormbench::views
