#include "app/errors/error_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>

#include "app/upstream/upstream_error_text.h"
#include "engine/error.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

/// The fields of an Error as they go into a sentence; what is missing reads as "?" instead of a hole.
class Fields {
 public:
    explicit Fields(const engine::Error& error) : m_error(error) {}

    QString where() const { return orMark(QFile::decodeName(QByteArray::fromStdString(m_error.where))); }
    bool hasWhere() const { return !m_error.where.empty(); }
    QString detail() const { return orMark(QString::fromStdString(m_error.detail)); }
    QString number(std::size_t i) const {
        return has(i) ? QLocale().toString(qlonglong(m_error.numbers[i])) : "?";
    }
    QString bytes(std::size_t i) const {
        return has(i) ? QLocale().formattedDataSize(m_error.numbers[i]) : "?";
    }
    std::int64_t value(std::size_t i) const { return m_error.numbers.at(i); }
    bool has(std::size_t i) const { return i < m_error.numbers.size(); }

 private:
    static QString orMark(const QString& text) { return text.isEmpty() ? QString("?") : text; }

    const engine::Error& m_error;
};

/// A card told what other weights would want: the first that fit are named.
QString cardMemoryText(const Fields& fields) {
    const bool eight = fields.value(2) <= fields.value(1);
    if (!eight && fields.value(3) > fields.value(1)) {
        return Text::tr(
                   "%1 has too little memory for %2 (%3 needed, %4 free), with any weights: choose the "
                   "processor, "
                   "or close other programs that use the card.")
            .arg(fields.where(), fields.detail(), fields.bytes(0), fields.bytes(1));
    }
    return Text::tr(
               "%1 has too little memory for %2 (%3 needed, %4 free): choose %5 weights (%6 needed) or the "
               "processor.")
        .arg(fields.where(), fields.detail(), fields.bytes(0), fields.bytes(1), eight ? "int8" : "int4",
             fields.bytes(eight ? 2 : 3));
}

/// The same of a computer, which has no other place to go to.
QString computerMemoryText(const Fields& fields) {
    const bool eight = fields.value(2) <= fields.value(1);
    if (!eight && fields.value(3) > fields.value(1)) {
        return Text::
            tr("This computer has too little memory for this model (%1 needed, %2 there), with any weights: "
               "choose a smaller model.")
                .arg(fields.bytes(0), fields.bytes(1));
    }
    return Text::tr(
               "This computer has too little memory for this model (%1 needed, %2 there): choose %3 weights "
               "(%4 needed).")
        .arg(fields.bytes(0), fields.bytes(1), eight ? "int8" : "int4", fields.bytes(eight ? 2 : 3));
}

QString memoryText(const Fields& fields) {
    if (fields.has(3)) return fields.hasWhere() ? cardMemoryText(fields) : computerMemoryText(fields);
    if (!fields.has(1)) {
        return Text::tr(
            "The memory does not suffice: close other programs or use smaller pictures, then try again.");
    }
    return Text::
        tr("The memory does not suffice (%1 needed, %2 free): close other programs or use smaller pictures, "
           "then try again.")
            .arg(fields.bytes(0), fields.bytes(1));
}

}  // namespace

QString errorText(const engine::Error& error) {
    using engine::ErrorCode;
    const Fields f(error);
    switch (error.code) {
        case ErrorCode::FolderMissing:
            return Text::tr("There is no folder %1: choose the folder that holds the model's files.")
                .arg(f.where());
        case ErrorCode::FolderEmpty:
            return Text::tr(
                       "The folder %1 holds no model: choose the one with config.json and the .safetensors "
                       "files.")
                .arg(f.where());
        case ErrorCode::FileMissing:
            return Text::tr("%1 is missing: download or copy this file again.").arg(f.where());
        case ErrorCode::FileUnreadable:
            return Text::
                tr("%1 cannot be read (%2): check its permissions and the disk, then open the model again.")
                    .arg(f.where(), f.detail());
        case ErrorCode::FileCut:
            return Text::tr("%1 is cut off (%2 bytes wanted, %3 there): download or copy this file again.")
                .arg(f.where(), f.number(0), f.number(1));
        case ErrorCode::BadJson:
            return Text::tr("%1 is not valid JSON (%2): download or copy this file again.")
                .arg(f.where(), f.detail());
        case ErrorCode::BadHeader:
            return Text::tr("%1 is damaged at its beginning (%2): download or copy this file again.")
                .arg(f.where(), f.detail());
        case ErrorCode::TensorOutOfFile:
            return Text::tr("%1 is damaged (%2 reaches beyond the file): download or copy this file again.")
                .arg(f.where(), f.detail());
        case ErrorCode::TensorOverlap:
            return Text::tr("%1 is damaged (%2 overlap): download or copy this file again.")
                .arg(f.where(), f.detail());
        case ErrorCode::TensorMissing:
            return Text::tr("%1 lacks the tensor %2: download the model again with all its parts.")
                .arg(f.where(), f.detail());
        case ErrorCode::TensorUnexpected:
            return Text::tr(
                       "%1 holds the tensor %2, which does not belong to its config.json: download the model "
                       "again, or "
                       "choose one of the GLM-4.6V-Flash kind.")
                .arg(f.where(), f.detail());
        case ErrorCode::TensorShape:
            return Text::tr(
                       "%1 does not fit its config.json (%2): download both files again from the same place.")
                .arg(f.where(), f.detail());
        case ErrorCode::TensorType:
            return Text::tr(
                       "%1 holds numbers of a type that is not supported (%2): choose a model in float32, "
                       "bfloat16 or "
                       "float16.")
                .arg(f.where(), f.detail());
        case ErrorCode::ConfigUnsupported:
            return Text::tr(
                       "%1 asks for something that is not supported (%2): choose a model of the "
                       "GLM-4.6V-Flash kind.")
                .arg(f.where(), f.detail());
        case ErrorCode::TokenizerUnsupported:
            return Text::tr(
                       "%1 needs something that is not supported (%2): choose a model of the GLM-4.6V-Flash "
                       "kind.")
                .arg(f.where(), f.detail());
        case ErrorCode::TemplateMissing:
            return Text::tr("The folder %1 has no chat_template.jinja: download or copy that file into it.")
                .arg(f.where());
        case ErrorCode::TemplateUnsupported:
            return Text::
                tr("%1 uses something that is not supported (%2): take the file that came with the model.")
                    .arg(f.where(), f.detail());
        case ErrorCode::TemplateFailed:
            return Text::tr(
                       "%1 could not lay out this conversation (%2): start a new conversation, or take the "
                       "file that "
                       "came with the model.")
                .arg(f.where(), f.detail());
        case ErrorCode::BadRequest:
            if (error.detail == "device")
                return Text::tr("There is no card %1 here that can be used: choose auto or cpu.")
                    .arg(f.where());
            return Text::tr("The question cannot be used as it is (%1): change it and ask again.")
                .arg(f.detail());
        case ErrorCode::ImageTooThin:
            return Text::tr(
                       "A picture of %1 × %2 pixels is too long and thin: crop it to at most 200 times its "
                       "shorter "
                       "side, then ask again.")
                .arg(f.number(0), f.number(1));
        case ErrorCode::ImageMismatch:
            return Text::tr(
                       "The model's chat_template.jinja has places for %2 pictures, but %1 were given: take "
                       "the file "
                       "that came with the model.")
                .arg(f.number(0), f.number(1));
        case ErrorCode::PromptTooLong:
            return Text::tr(
                       "The conversation has %1 tokens, but the model takes at most %2: start a new "
                       "conversation, or "
                       "use fewer pictures.")
                .arg(f.number(0), f.number(1));
        case ErrorCode::BadNumbers:
            return Text::tr(
                "The model's numbers went out of range: ask again; if it happens once more, download the "
                "model "
                "again.");
        case ErrorCode::OutOfMemory:
            return memoryText(f);
        case ErrorCode::Busy:
            return Text::tr(
                       "%1 questions are waiting already, and no more than %2 may: ask again in a moment.")
                .arg(f.number(0), f.number(1));
        case ErrorCode::WriteFailed:
            return Text::tr(
                       "%1 cannot be written (%2): check the disk's free space and the folder's permissions.")
                .arg(f.where(), f.detail());
        case ErrorCode::UpstreamUnreachable:
        case ErrorCode::UpstreamUntrusted:
        case ErrorCode::UpstreamKeyRefused:
        case ErrorCode::UpstreamModelMissing:
        case ErrorCode::UpstreamRefused:
        case ErrorCode::UpstreamBusy:
        case ErrorCode::UpstreamFailed:
        case ErrorCode::UpstreamSilent:
        case ErrorCode::UpstreamCut:
        case ErrorCode::UpstreamNonsense:
            return upstreamErrorText(error);
        case ErrorCode::Cancelled:
            return Text::tr("This was stopped: start it again when you need it.");
        case ErrorCode::Internal:
            break;
    }
    return Text::tr("Something unexpected went wrong (%1): try again, and report it if it stays.")
        .arg(f.detail());
}

}  // namespace app
